/*
 * A disk that fails when told, for a process that is started with this in LD_PRELOAD.
 *
 * While the file named by FAILING_DISK_SWITCH is there, its first word is what fails of the files below
 * FAILING_DISK_DIRECTORY: "fsync" lets fsync and fdatasync fail with EIO, "write" lets all that writes or grows a file
 * fail with ENOSPC.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL(type, name, ...) ((type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name))

static int told(const char *what) {
    const char *path = getenv("FAILING_DISK_SWITCH");
    if (path == NULL || access(path, F_OK) != 0) {
        return 0;
    }
    char word[16] = "";
    int file = REAL(int, "open", const char *, int, ...)(path, O_RDONLY);
    if (file < 0) {
        return 0;
    }
    ssize_t length = read(file, word, sizeof word - 1);
    close(file);
    return length > 0 && strncmp(word, what, strlen(what)) == 0;
}

static int concerned(int file) {
    const char *directory = getenv("FAILING_DISK_DIRECTORY");
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (directory == NULL || length <= 0) {
        return 0;
    }
    path[length] = 0;
    return strncmp(path, directory, strlen(directory)) == 0;
}

static int fails(int file, const char *what, int error) {
    if (concerned(file) && told(what)) {
        errno = error;
        return 1;
    }
    return 0;
}

int fsync(int file) {
    return fails(file, "fsync", EIO) ? -1 : REAL(int, "fsync", int)(file);
}

int fdatasync(int file) {
    return fails(file, "fsync", EIO) ? -1 : REAL(int, "fdatasync", int)(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
    return fails(file, "write", ENOSPC) ? -1 : REAL(ssize_t, "write", int, const void *, size_t)(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    return fails(file, "write", ENOSPC) ? -1
        : REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    return fails(file, "write", ENOSPC) ? -1
        : REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)(file, bytes, count, at);
}

int ftruncate(int file, off_t length) {
    return fails(file, "write", ENOSPC) ? -1 : REAL(int, "ftruncate", int, off_t)(file, length);
}

int ftruncate64(int file, off64_t length) {
    return fails(file, "write", ENOSPC) ? -1 : REAL(int, "ftruncate64", int, off64_t)(file, length);
}
