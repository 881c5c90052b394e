#!/bin/sh
# Takes the native libraries of other systems out of RocksDB's and SQLite's jars: 80 MB that an image never loads.
#   slim.sh <directory of jars>
# Needs a JDK. On a system that it does not know, all stays.
set -eu

case $(uname -sm) in
    'Linux x86_64') rocksdb=librocksdbjni-linux64.so sqlite=Linux/x86_64 ;;
    'Linux aarch64') rocksdb=librocksdbjni-linux-aarch64.so sqlite=Linux/aarch64 ;;
    *) exit 0 ;;
esac
content=$(mktemp -d)
trap 'rm -rf "$content"' EXIT

unpack() {
    rm -rf "$content"
    mkdir "$content"
    (cd "$content" && jar --extract --file "$1")
}

# Its manifest is in it as it was.
pack() {
    jar --create --no-manifest --file "$1" -C "$content" .
}

directory=$(cd "$1" && pwd)
for file in "$directory"/org.rocksdb.rocksdbjni-*.jar; do
    unpack "$file"
    [ -f "$content/$rocksdb" ]
    find "$content" -name 'librocksdbjni-*' ! -name "$rocksdb" -delete
    pack "$file"
done
for file in "$directory"/org.xerial.sqlite-jdbc-*.jar; do
    unpack "$file"
    [ -f "$content/org/sqlite/native/$sqlite/libsqlitejdbc.so" ]
    find "$content/org/sqlite/native" -type f ! -path "*/$sqlite/*" -delete
    pack "$file"
done
