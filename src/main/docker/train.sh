#!/usr/bin/env bash
# Makes app.aot, with which a JVM starts in a fraction of the time: starts the service in this directory once, lets it
# answer some callbacks, and stops it. Needs no Kafka, and leaves nothing else behind.
#   train.sh java [option…]
# Takes the same java and the same options as the service will run with, but for -XX:AOTCache.
set -euo pipefail

kept=$(mktemp -d)
export BRIDGE_OUTBOX_DIRECTORY=$kept/outbox BRIDGE_VERIFY_APP_IDS=1 KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1
export QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=28480 QUARKUS_MANAGEMENT_HOST=127.0.0.1 QUARKUS_MANAGEMENT_PORT=29490

"$@" -Djava.io.tmpdir="$kept" -XX:AOTCacheOutput=app.aot -jar quarkus-run.jar &
service=$!
trap 'kill "$service" 2>/dev/null || true; rm -rf "$kept"' EXIT

ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return
    printf '%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' "$2" "${#3}" "$3" >&3
    cat <&3
    exec 3>&-
}

for ((seconds = 0; ; seconds++)); do
    ask "$QUARKUS_MANAGEMENT_PORT" 'GET /q/health/ready' '' 2>/dev/null | grep -q '200 OK' && break
    ((seconds < 60)) && kill -0 "$service" || { echo 'The service did not start.' >&2; exit 1; }
    sleep 1
done
for name in AfterCreateTopic AfterTopicInfoChanged AfterTopicDestroyed AfterGroupInfoChanged; do
    for _ in {1..50}; do
        ask "$QUARKUS_HTTP_PORT" "POST /?SdkAppid=1&CallbackCommand=Group.Callback$name&ClientIP=127.0.0.1&OptPlatform=Web" \
            '{"GroupId":"@TGS#a","TopicId":"@TGS#_b","Operator_Account":"c","Name":"d","EventTime":1700000000000}' >/dev/null
    done
done
ask "$QUARKUS_MANAGEMENT_PORT" 'GET /q/metrics' '' >/dev/null

kill "$service"
wait "$service" || true
[[ -s app.aot ]]
