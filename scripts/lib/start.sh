# Sourced by scripts/klpforge and by the installed klpforge: how the program is started.

klpforge_java=${JAVA_HOME:+$JAVA_HOME/bin/}java

klpforge_fail() {
  echo "klpforge: $1" >&2
  exit 4
}

command -v "$klpforge_java" >/dev/null \
  || klpforge_fail "java: not found; klpforge needs a Java 17 runtime
    sudo apt-get install openjdk-17-jre-headless"

# klpforge_archive JAR ARCHIVE: classes as the JVM has them in memory. Made once for each jar; left
# out, as an empty file, when that fails.
klpforge_archive() {
  "$klpforge_java" -XX:ArchiveClassesAtExit="$2.$$" -Xlog:disable -jar "$1" \
    doctor --kernel none --root /nonexistent >/dev/null 2>&1 || true
  mv -f "$2.$$" "$2" 2>/dev/null || : >"$2"
}

# klpforge_start JAR ARCHIVE ARGUMENT...: the second compiler pays only where much is computed.
klpforge_start() {
  klpforge_jar=$1
  klpforge_jsa=$2
  shift 2
  case ${1:-} in
    build | diff | emit) klpforge_speed= ;;
    *) klpforge_speed=-XX:TieredStopAtLevel=1 ;;
  esac
  exec "$klpforge_java" -Xmx1g -XX:+UseSerialGC $klpforge_speed -Xshare:auto \
    -XX:SharedArchiveFile="$klpforge_jsa" -Xlog:disable -Xlog:all=error:stderr \
    -jar "$klpforge_jar" "$@"
}
