#!/bin/sh
# OCI runtime for a daemon on a machine whose capability bounding set lacks CAP_SYS_RESOURCE: a container that asks
# for it (every privileged one does) could not start. Takes the capability out of what is asked for, becomes runc.

# The capabilities object holds arrays only, so its first "}" ends it: nothing outside it is touched.
drop() {
  status=0
  sed -e ':all' -e '$!{N' -e 'b all' -e '}' \
    -e ':name' -e 's/\("capabilities":[[:space:]]*{[^}]*\)"CAP_SYS_RESOURCE"[[:space:]]*,\{0,1\}/\1/' -e 't name' \
    -e ':comma' -e 's/\("capabilities":[[:space:]]*{[^}]*\),\([[:space:]]*\]\)/\1\2/' -e 't comma' \
    "$1" >"$1.less" && cat "$1.less" >"$1" || status=1
  rm -f "$1.less"
  [ "$status" = 0 ] || exit 1
}

bundle=. process= verb= before=
for arg in "$@"; do
  case $before in
    --bundle | -b) bundle=$arg ;;
    --process | -p) process=$arg ;;
  esac
  case $arg in
    --bundle=*) bundle=${arg#*=} ;;
    --process=*) process=${arg#*=} ;;
    create | run | exec) verb=${verb:-$arg} ;;
  esac
  before=$arg
done
case $verb in
  create | run) drop "$bundle/config.json" ;;
  exec) [ -z "$process" ] || drop "$process" ;;
esac
exec runc "$@"
