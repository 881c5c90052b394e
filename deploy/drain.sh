#!/usr/bin/env bash
# Drains an outbox: runs the service on it, closed to the outside, until Kafka has everything, and ends it.
#   drain.sh java -jar quarkus-run.jar
# The environment configures the service as usual: its outbox, Kafka, the names of the topics. Ends with 0 when nothing
# is left. Needs nothing but bash.
set -euo pipefail

port=${QUARKUS_MANAGEMENT_PORT:-9000}
export QUARKUS_MANAGEMENT_PORT=$port QUARKUS_MANAGEMENT_HOST=127.0.0.1
# Any free port: nobody is to call.
export QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=${QUARKUS_HTTP_PORT:-0}
# No app calls, but none is no configuration.
export BRIDGE_VERIFY_APP_IDS=${BRIDGE_VERIFY_APP_IDS:-1}

"$@" &
service=$!
trap 'kill "$service" 2>/dev/null || true' EXIT TERM INT

metrics() {
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return
    printf 'GET /q/metrics HTTP/1.0\r\n\r\n' >&3
    cat <&3
    exec 3>&-
}

# Nothing counts before the outbox has been read: without its file there is nothing in it either.
isEmpty() {
    local now
    now=$(metrics 2>/dev/null) || return
    grep -q '^bridge_outbox_mode{mode="disk",*} 1\.0' <<<"$now" && grep -q '^bridge_outbox_records 0\.0' <<<"$now"
}

until isEmpty; do
    kill -0 "$service" 2>/dev/null || { echo "The service has ended before the outbox was empty." >&2; exit 1; }
    sleep 1
done

echo "The outbox is empty."
kill "$service"
code=0
wait "$service" || code=$?
trap - EXIT TERM INT
# What SIGTERM makes of a JVM that ends in order.
((code == 143 || code == 0))
