#!/bin/sh
# Writes the generated files of this folder again, byte for byte: generate.sh [path of spanhound]
set -eu
spanhound=$(realpath "${1:-.build/release/spanhound}")
cd "$(dirname "$0")"

generate() {
    file=$1
    shift
    case $file in
    *.gz) "$spanhound" generate "$@" | gzip -n -9 > "$file" ;;
    *) "$spanhound" generate "$@" -o "$file" ;;
    esac
    echo "Samples/$file"
}

# A test reads these lines too, and compares the files with what the simulator gives.
generate checkout.json --scenario checkout --traces 10 --seed 45
generate slow-database.json --scenario slow-database --traces 10 --seed 55
generate healthy.json --scenario healthy --traces 10 --seed 45
generate failing-payment.json --scenario failing-payment --traces 10 --seed 24
generate n-plus-one.json --scenario n-plus-one --traces 8 --seed 7
generate async-messaging.json --scenario async-messaging --traces 10 --seed 10
generate clock-skew.json --scenario clock-skew --traces 8 --seed 1
generate retry-storm.json --scenario retry-storm --traces 8 --seed 5
generate broken.json --scenario broken --traces 16 --seed 1
generate deep.json --shape deep --spans 150 --seed 1
generate wide.json --shape wide --spans 150 --seed 1
generate batch.json.gz --shape batch --spans 1500 --seed 1
generate formats/zipkin-v2.json --scenario checkout --traces 2 --seed 45 --format zipkin
generate formats/otlp.jsonl --scenario checkout --traces 2 --seed 45 --format otlp-json
generate formats/otlp.jsonl.zst --scenario checkout --traces 2 --seed 45 --format otlp-json
generate formats/otlp.pb --scenario checkout --traces 2 --seed 45 --format otlp-protobuf-framed
