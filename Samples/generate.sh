#!/bin/sh
# Writes the generated files of this folder again, byte for byte: generate.sh [path of spanhound]
set -eu
spanhound=$(realpath "${1:-.build/release/spanhound}")
cd "$(dirname "$0")"

generate() {
    file=$1
    shift
    "$spanhound" generate "$@" -o "$file"
    echo "Samples/$file"
}

# A test reads these lines too, and compares the files with what the simulator gives.
generate checkout.json --scenario checkout --traces 10 --seed 7
generate slow-database.json --scenario slow-database --traces 10 --seed 3
generate retry-storm.json --scenario retry-storm --traces 8 --seed 5
generate broken.json --scenario broken --traces 16 --seed 1
generate deep.json --shape deep --spans 150 --seed 1
generate wide.json --shape wide --spans 150 --seed 1
