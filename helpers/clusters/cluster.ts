/** A kind node image, and what it leaves to the cluster's configuration. */
export interface NodeImage {
  /** The exact reference in the local Docker. */
  ref: string;
  /** Whether the image brings its own pod network, so that kind's default one is switched off. */
  ownPodNetwork: boolean;
}

/** A cluster that is wanted. */
export interface ClusterSpec {
  /** Part of the name: `upstream`, `downstream`, ... */
  role: string;
  nodeImage: NodeImage;
}

/** A cluster that runs. */
export interface Cluster {
  name: string;
  role: string;
  /** The container of its one node, and its host name on the docker network. */
  node: string;
  /** The node's IPv4 address on the docker network: what pod traffic to outside the cluster comes from. */
  nodeAddress: string;
  /** Kubeconfig (0600) for this host. */
  kubeconfig: string;
  /** Kubeconfig (0600) for pods and containers on the docker network. */
  internalKubeconfig: string;
  /** The API server as containers on the docker network reach it. */
  internalUrl: string;
}
