#!/usr/bin/env bash
# The floor: by hand, and with nothing between, what any harness has to do before it can judge one HelmOp. Two clusters and a
# server of charts side by side, Fleet's image onto both, its charts installed, one cluster that registers, one HelmOp that is
# deployed there; then all of it is removed. It waits for nothing but what the next step needs, keeps no account and explains
# no failure.
set -euo pipefail
cd "$FOLDER"

step() { echo "step $1"; }

create_cluster() { "$KIND" create cluster --name "$1" --config kind.yaml --kubeconfig "$2.kubeconfig" --wait 180s --quiet; }
start_edge() {
  docker create --label "$LABEL" --name "$EDGE" --network "$NETWORK" --entrypoint nginx "$EDGE_IMAGE" -g 'daemon off;' >/dev/null
  docker cp edge/. "$EDGE:/"
  docker start "$EDGE" >/dev/null
}
load() { docker exec --interactive "$1-control-plane" ctr --namespace=k8s.io images import - <image.tar >/dev/null; }
upstream() { "$KUBECTL" --kubeconfig upstream.kubeconfig "$@"; }
downstream() { "$KUBECTL" --kubeconfig downstream.kubeconfig "$@"; }
install() {
  "$HELM" --kubeconfig upstream.kubeconfig upgrade --install --namespace cattle-fleet-system --create-namespace \
    --wait --timeout 4m --server-side=false "$@" >/dev/null
}

step clusters
create_cluster "$UPSTREAM" upstream & first=$!
create_cluster "$DOWNSTREAM" downstream & second=$!
start_edge
wait "$first"
wait "$second"

step images
docker save --output image.tar "$FLEET_IMAGE"
load "$UPSTREAM" & first=$!
load "$DOWNSTREAM"
wait "$first"

step install
install fleet-crd "$CRD_CHART"
install fleet "$FLEET_CHART" --values values.yaml

step scenario
"$KIND" get kubeconfig --internal --name "$DOWNSTREAM" >downstream.internal
upstream config view --raw --output 'jsonpath={.clusters[0].cluster.certificate-authority-data}' | base64 --decode >ca.pem
upstream create namespace floor >/dev/null
upstream --namespace floor create secret generic floor-kubeconfig --from-file=value=downstream.internal \
  --from-literal="apiServerURL=https://$UPSTREAM-control-plane:6443" --from-file=apiServerCA=ca.pem >/dev/null
upstream apply --filename cluster.yaml >/dev/null
granted() { upstream --namespace floor get clusterregistrations --output 'jsonpath={.items[*].status.granted}'; }
until [ "$(granted)" = true ]; do sleep 0.5; done
upstream apply --filename helmop.yaml >/dev/null
downstream --namespace floor-charts wait configmap/floor-probe --for create --timeout 4m >/dev/null

step remove
docker rm --force --volumes "$UPSTREAM-control-plane" "$DOWNSTREAM-control-plane" "$EDGE" >/dev/null
step end
