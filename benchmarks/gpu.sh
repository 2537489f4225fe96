#!/bin/sh
# Benchmarks for a machine with a GPU and without the network:
#   benchmarks/gpu.sh pack OUT.tar.xz               in a checkout on Linux x86-64: packs Node.js, the packages as built, and the benchmarks
#   ./gpu.sh run [--tiny] [--out DIR] [JOB...]      in the unpacked folder, there: all jobs, or those that are named
#   ./gpu.sh jobs                                   what jobs there are
# What runs there needs the driver of the GPU, coreutils, and glibc >= 2.34. Results: DIR/*.jsonl, as `growcone bench --record` keeps
# them, DIR/*.txt with the times of shaders, and DIR/table.md. --tiny: everything tiny, to see that it works.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
MOST=$((64 * 1024 * 1024))

fail() {
  echo "gpu.sh: $*" >&2
  exit 1
}

# --- pack

library() {
  for folder in /usr/lib/x86_64-linux-gnu /lib/x86_64-linux-gnu /usr/lib64 /lib64; do
    if [ -e "$folder/$1" ]; then
      cp -L "$folder/$1" "$2"
      return
    fi
  done
  fail "$1 is not installed here: install it (on Debian: libvulkan1, libstdc++6, libgcc-s1), then pack again."
}

pack() {
  out=$1
  root=$(cd "$here/.." && pwd)
  cd "$root"
  node tools/run.mjs run:build
  stage=$(mktemp -d)
  trap 'rm -rf "$stage"' EXIT
  to=$stage/growcone-gpu
  mkdir -p "$to/bin" "$to/lib/vulkan" "$to/lib/stdcxx" "$to/lib/driver" "$to/benchmarks/results" "$to/node_modules/@growcone"
  cp "$here/gpu.sh" "$to/gpu.sh"
  cp -L "$(node tools/run.mjs run:node -p process.execPath)" "$to/bin/node"
  library libvulkan.so.1 "$to/lib/vulkan/"
  library libstdc++.so.6 "$to/lib/stdcxx/"
  library libgcc_s.so.1 "$to/lib/stdcxx/"
  # Machines that lend a GPU to containers often lack the file that tells the Vulkan loader of its driver.
  for driver in libGLX_nvidia.so.0 libEGL_nvidia.so.0; do
    echo "{\"file_format_version\":\"1.0.0\",\"ICD\":{\"library_path\":\"$driver\",\"api_version\":\"1.3.0\"}}" >"$to/lib/driver/$driver.json"
  done
  cp package.json "$to/package.json"
  cp benchmarks/package.json "$to/benchmarks/"
  cp -R benchmarks/src "$to/benchmarks/"
  for manifest in packages/*/package.json; do
    name=$(basename "$(dirname "$manifest")")
    [ "$name" = cli ] && continue
    mkdir -p "$to/packages/$name"
    cp "$manifest" "$to/packages/$name/"
    cp -R "packages/$name/dist" "$to/packages/$name/"
    find "$to/packages/$name" \( -name '*.d.ts' -o -name '*.map' -o -name .tsbuildinfo \) -exec rm {} +
    ln -s "../../packages/$name" "$to/node_modules/@growcone/$name"
  done
  package=packages/backend-webgpu/node_modules/webgpu
  mkdir -p "$to/node_modules/webgpu/dist"
  cp "$package/package.json" "$package/index.js" "$package/LICENSE.md" "$to/node_modules/webgpu/"
  cp -R "$package/dist/linux-x64" "$to/node_modules/webgpu/dist/"
  commit=$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
  [ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] || commit=$commit+
  echo "$commit" >"$to/COMMIT"
  mkdir -p "$(dirname "$out")"
  XZ_OPT='-6 -T0' tar -C "$stage" -cJf "$out" growcone-gpu
  size=$(wc -c <"$out")
  [ "$size" -le "$MOST" ] || fail "$out has $size bytes, more than $MOST (64 MiB)."
  echo "$out: $size bytes of at most $MOST"
}

# --- run

jobs='bandwidth conformance dvs-size dvs-size-dense eprop-forms map-1-3 map-4-7 map-20 coba cuba'

# What a job runs: seconds that it may take, then the script and its arguments.
full() {
  case $1 in
    bandwidth) echo 60 gpu/which.ts ;;
    conformance) echo 240 gpu/conformance.ts ;;
    dvs-size) echo 240 bench.ts dvs-size --batch 512 --set densities=0.01 ;;
    dvs-size-dense) echo 400 bench.ts dvs-size --batch 512 --set densities=1 --rounds 2 ;;
    eprop-forms) echo 180 bench.ts eprop-forms ;;
    map-1-3) echo 120 bench.ts topographic-map --set scales=1,2,3 ;;
    map-4-7) echo 180 bench.ts topographic-map --set scales=4,5,6,7 ;;
    map-20) echo 240 bench.ts topographic-map --set scales=20 ;;
    coba | cuba) echo 180 bench.ts "$1" ;;
    *) fail "there is no job '$1'. There are: $jobs" ;;
  esac
}

tiny() {
  case $1 in
    bandwidth) full "$1" ;;
    conformance) echo 300 gpu/conformance.ts --every 40 ;;
    dvs-size) echo 300 bench.ts dvs-size --batch 2 --set densities=0.1 --rounds 1 --toy ;;
    dvs-size-dense) echo 300 bench.ts dvs-size --batch 2 --set densities=1 --rounds 1 --toy ;;
    eprop-forms) echo 300 bench.ts eprop-forms --batch 2 --rounds 1 --toy ;;
    map-*) echo 300 bench.ts topographic-map --rounds 1 --toy ;;
    *) full "$1" >/dev/null && echo 300 bench.ts "$1" --rounds 1 --toy ;;
  esac
}

# Sets what the GPU is found with: libraries and driver of the machine where they do, those of this folder where not. A GPU is preferred
# to a software adapter.
find_gpu() {
  node=$here/bin/node
  given=${LD_LIBRARY_PATH:-}
  if [ -n "${VK_DRIVER_FILES:-}${VK_ICD_FILENAMES:-}" ]; then
    drivers=as-given
  else
    drivers="as-given /usr/share/vulkan/icd.d/nvidia_icd.json /etc/vulkan/icd.d/nvidia_icd.json
      /usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json $here/lib/driver/libGLX_nvidia.so.0.json $here/lib/driver/libEGL_nvidia.so.0.json"
  fi
  software=
  for libraries in '' "$here/lib/vulkan" "$here/lib/stdcxx" "$here/lib/vulkan:$here/lib/stdcxx"; do
    for driver in $drivers; do
      [ "$driver" = as-given ] || [ -e "$driver" ] || continue
      try "$libraries" "$driver" && found=0 || found=$?
      [ "$found" -eq 0 ] && return 0
      [ "$found" -eq 3 ] && [ -z "$software" ] && software="$libraries $driver"
    done
  done
  [ -n "$software" ] || fail "no GPU is found. The last attempt said: $(cat "$out/which.log")"
  try "${software% *}" "${software##* }" || [ $? -eq 3 ]
  [ "$tiny" -eq 1 ] || fail "$(cat "$out/which.txt"): no GPU is found, and a software adapter is for --tiny only."
}

# Sets the environment of an attempt and asks which GPU there is: 0 for a GPU, 3 for a software adapter.
try() {
  LD_LIBRARY_PATH=$1${given:+${1:+:}$given}
  export LD_LIBRARY_PATH
  [ -n "$LD_LIBRARY_PATH" ] || unset LD_LIBRARY_PATH
  if [ "$2" = as-given ]; then
    [ "$drivers" = as-given ] || unset VK_DRIVER_FILES
  else
    export VK_DRIVER_FILES="$2"
  fi
  timeout 60 "$node" "$here/benchmarks/src/gpu/which.ts" --quick >"$out/which.txt" 2>"$out/which.log"
}

run() {
  tiny=0
  out=$here/out
  chosen=
  while [ $# -gt 0 ]; do
    case $1 in
      --tiny) tiny=1 ;;
      --out)
        [ $# -gt 1 ] || fail '--out needs a folder.'
        out=$2
        shift
        ;;
      *)
        full "$1" >/dev/null
        chosen="$chosen $1"
        ;;
    esac
    shift
  done
  [ -x "$here/bin/node" ] || fail "this is no unpacked folder: make one with 'gpu.sh pack OUT.tar.xz'."
  mkdir -p "$out"
  out=$(cd "$out" && pwd)
  GROWCONE_COMMIT=$(cat "$here/COMMIT")
  export GROWCONE_COMMIT XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-/tmp}"
  find_gpu
  cat "$out/which.txt"
  failed=
  for job in ${chosen:-$jobs}; do
    if [ "$tiny" -eq 1 ]; then work=$(tiny "$job"); else work=$(full "$job"); fi
    # The words of a job have no blanks.
    set -- $work
    seconds=$1 script=$2
    shift 2
    case $script in bench.ts) set -- "$@" --backend webgpu --record ;; esac
    echo "== $job (at most $seconds s)"
    if timeout "$seconds" "$node" "$here/benchmarks/src/$script" "$@" >"$out/$job.txt" 2>"$out/$job.log"; then
      tail -n +1 "$out/$job.txt"
    else
      echo "failed with exit code $?: $(tail -n 3 "$out/$job.log")"
      failed="$failed $job"
    fi
  done
  for results in "$here"/benchmarks/results/*.jsonl; do
    if [ -e "$results" ]; then cp "$results" "$out/"; fi
  done
  "$node" "$here/benchmarks/src/gpu/print-table.ts" >"$out/table.md"
  cat "$out/table.md"
  [ -z "$failed" ] || fail "failed:$failed"
}

case ${1:-} in
  pack)
    [ $# -eq 2 ] || fail 'usage: gpu.sh pack OUT.tar.xz'
    case $2 in /*) pack "$2" ;; *) pack "$PWD/$2" ;; esac
    ;;
  run)
    shift
    run "$@"
    ;;
  jobs) echo "$jobs" ;;
  *) fail 'usage: gpu.sh pack OUT.tar.xz | run [--tiny] [--out DIR] [JOB...] | jobs' ;;
esac
