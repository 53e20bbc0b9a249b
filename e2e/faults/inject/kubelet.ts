import { fullImageRef } from '../../../helpers/clusters/imageRef.ts';
import { nodesOf, type Site } from '../site.ts';
import { forEach, type Injector } from './injector.ts';
import { awaitKubectl, inNode } from './node.ts';

const HIDE = `set -eu
for ref in "$@"; do ctr -n k8s.io images tag --force "$ref" "$ref-hidden" && ctr -n k8s.io images rm "$ref"; done`;

const SHOW = `set -eu
for ref in "$@"; do
  [ -n "$(ctr -n k8s.io images ls -q "name==$ref-hidden")" ] || continue
  ctr -n k8s.io images tag --force "$ref-hidden" "$ref" && ctr -n k8s.io images rm "$ref-hidden"
done`;

/** Takes the name from the agents' images: nobody who asks for them finds them, and no registry has them. */
export function imageMissing({ world: { handle } }: Site): Injector {
  const refs = [...new Set(Object.values(handle.pairs).map(({ images }) => fullImageRef(images.agent)))];
  const nodes = nodesOf(handle, 'downstream');
  return {
    inject: () => forEach(nodes, node => inNode(node, 'hiding an image', HIDE, ...refs)),
    undo: () => forEach(nodes, node => inNode(node, 'showing an image', SHOW, ...refs)),
  };
}

/** The kubelet's file, and where it lies as it was. */
const CONFIG = '/var/lib/kubelet/config.yaml';

/** An image that is used by nobody is removed under pressure, unless it is pinned: it could not be pulled again. */
const FULL = `set -eu
for ref in $(ctr -n k8s.io images ls -q); do
  ctr -n k8s.io images label "$ref" io.cri-containerd.pinned=pinned > /dev/null
done
cp ${CONFIG} ${CONFIG}.was
sed -i 's/nodefs.available: .*/nodefs.available: 99%/' ${CONFIG}
systemctl restart kubelet`;

const ROOMY = `set -eu
[ -e ${CONFIG}.was ] || exit 0
mv ${CONFIG}.was ${CONFIG}
systemctl restart kubelet`;

const PRESSURE = `get nodes --output 'jsonpath={.items[*].status.conditions[?(@.type=="DiskPressure")].status} {.items[*].spec.taints[*].key}'`;

/** Has the kubelet want nearly all of the disk free. */
export function diskPressure({ world: { handle } }: Site): Injector {
  const nodes = nodesOf(handle, 'downstream');
  return {
    inject: async () => {
      await forEach(nodes, node => inNode(node, 'setting the limit of the disk', FULL));
      await forEach(nodes, node => awaitKubectl(node, PRESSURE, /^True/));
    },
    undo: async () => {
      await forEach(nodes, node => inNode(node, 'setting the limit of the disk back', ROOMY));
      await forEach(nodes, node => awaitKubectl(node, PRESSURE, /^False *$/));
    },
  };
}
