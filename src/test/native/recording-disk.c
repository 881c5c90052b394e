/*
 * A disk that records what a process does to it, for a process that is started with this in LD_PRELOAD.
 *
 * Every write, truncation, sync, removal and renaming of files below RECORDING_DISK_DIRECTORY is appended to the file
 * RECORDING_DISK_LOG, in the order in which it happened: one byte for the kind, and then, all numbers in the byte order of the
 * machine, the length of the path in four bytes, the position in eight, the length of the data in four, path and data.
 * Of a renaming, the data is the new path. An operation that failed is recorded as if it had succeeded.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) ((type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int recording = -1;

static int is_below(const char *path) {
    const char *directory = getenv("RECORDING_DISK_DIRECTORY");
    return directory != NULL && strncmp(path, directory, strlen(directory)) == 0;
}

/* The path of an open file; empty when it is not recorded. */
static void path_of(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
    if (!is_below(path)) {
        path[0] = 0;
    }
}

static void record(char kind, const char *path, int64_t at, const void *data, uint32_t length) {
    if (path[0] == 0) {
        return;
    }
    if (recording < 0) {
        recording = syscall(SYS_openat, AT_FDCWD, getenv("RECORDING_DISK_LOG"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    }
    uint32_t of_path = strlen(path);
    char head[17];
    head[0] = kind;
    memcpy(head + 1, &of_path, 4);
    memcpy(head + 5, &at, 8);
    memcpy(head + 13, &length, 4);
    struct iovec parts[3] = {{head, sizeof head}, {(void *) path, of_path}, {(void *) data, length}};
    if (syscall(SYS_writev, recording, parts, 3) != (long) (sizeof head + of_path + length)) {
        abort();
    }
}

ssize_t write(int file, const void *bytes, size_t count) {
    char path[PATH_MAX];
    path_of(file, path);
    if (path[0] == 0) {
        return REAL(ssize_t, "write", int, const void *, size_t)(file, bytes, count);
    }
    pthread_mutex_lock(&lock);
    int64_t at = lseek(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t written = REAL(ssize_t, "write", int, const void *, size_t)(file, bytes, count);
    record('w', path, at, bytes, written > 0 ? written : 0);
    pthread_mutex_unlock(&lock);
    return written;
}

static ssize_t positioned(const char *name, int file, const void *bytes, size_t count, off64_t at) {
    char path[PATH_MAX];
    path_of(file, path);
    pthread_mutex_lock(&lock);
    ssize_t written = REAL(ssize_t, name, int, const void *, size_t, off64_t)(file, bytes, count, at);
    record('w', path, at, bytes, written > 0 ? written : 0);
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    return positioned("pwrite", file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    return positioned("pwrite64", file, bytes, count, at);
}

static int truncated(const char *name, int file, off64_t length) {
    char path[PATH_MAX];
    path_of(file, path);
    pthread_mutex_lock(&lock);
    int result = REAL(int, name, int, off64_t)(file, length);
    record('t', path, length, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int file, off_t length) {
    return truncated("ftruncate", file, length);
}

int ftruncate64(int file, off64_t length) {
    return truncated("ftruncate64", file, length);
}

static void record_alone(char kind, const char *path) {
    pthread_mutex_lock(&lock);
    record(kind, path, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
}

/* Its beginning and its end are recorded: what was written before the beginning is on the disk at the end. */
static int synced(const char *name, int file) {
    char path[PATH_MAX];
    path_of(file, path);
    record_alone('b', path);
    int result = REAL(int, name, int)(file);
    record_alone('s', path);
    return result;
}

int fsync(int file) {
    return synced("fsync", file);
}

int fdatasync(int file) {
    return synced("fdatasync", file);
}

int unlink(const char *path) {
    pthread_mutex_lock(&lock);
    int result = REAL(int, "unlink", const char *)(path);
    if (result == 0 && is_below(path)) {
        record('u', path, 0, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to) {
    pthread_mutex_lock(&lock);
    int result = REAL(int, "rename", const char *, const char *)(from, to);
    if (result == 0 && is_below(from)) {
        record('r', from, 0, to, strlen(to));
    }
    pthread_mutex_unlock(&lock);
    return result;
}
