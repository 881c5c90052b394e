#!/bin/sh
# Writes settings for Maven to the standard output, from what the environment says:
#   MAVEN_MIRROR              a mirror of Maven Central, https://[user:password@]host[:port]/path
#   http_proxy, https_proxy   http://[user:password@]host:port; and no_proxy, a list of hosts; all of them also in capitals
# Where nothing is said, the settings change nothing.
set -eu

xml() { printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'; }

element() { [ -z "$2" ] || printf '<%s>%s</%s>' "$1" "$(xml "$2")" "$1"; }

# Takes a URL apart, into $scheme, $user, $password, $host and $rest: what follows the host, with its colon.
take() {
    scheme=${1%%://*}
    rest=${1#*://}
    authority=${rest%%/*}
    user='' password=''
    case $authority in
        *@*)
            user=${authority%@*} password=${authority%@*}
            user=${user%%:*} password=${password#*:}
            rest=${rest#"${authority%@*}@"}
            authority=${authority##*@}
            ;;
    esac
    host=${authority%%:*}
    rest=${rest#"$host"}
}

account() { element username "$user"; element password "$password"; }

server() {
    [ -n "${MAVEN_MIRROR:-}" ] || return 0
    take "$MAVEN_MIRROR"
    [ -z "$user" ] || printf '<server><id>mirror</id>%s</server>' "$(account)"
}

mirror() {
    [ -n "${MAVEN_MIRROR:-}" ] || return 0
    take "$MAVEN_MIRROR"
    printf '<mirror><id>mirror</id><mirrorOf>*</mirrorOf>%s</mirror>' "$(element url "$scheme://$host$rest")"
}

# Of the URLs with this scheme. Maven writes the hosts that need no proxy with | and *.
proxy() {
    [ -n "$2" ] || return 0
    take "$2"
    port=${rest#:}
    port=${port%%/*}
    direct=$(printf '%s' "${no_proxy:-${NO_PROXY:-}}" | tr -d ' ' | tr ',' '|' | sed 's/^\./*./; s/|\./|*./g')
    printf '<proxy><id>%s</id><active>true</active><protocol>%s</protocol>%s%s%s%s</proxy>' "$1" "$1" \
        "$(element host "$host")" "$(element port "${port:-80}")" "$(account)" "$(element nonProxyHosts "$direct")"
}

printf '<settings>\n<servers>%s</servers>\n<mirrors>%s</mirrors>\n<proxies>%s%s</proxies>\n</settings>\n' \
    "$(server)" "$(mirror)" \
    "$(proxy http "${http_proxy:-${HTTP_PROXY:-}}")" "$(proxy https "${https_proxy:-${HTTPS_PROXY:-}}")"
