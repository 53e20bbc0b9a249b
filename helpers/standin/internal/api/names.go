package api

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Names and labels that Fleet uses, as far as they are looked at.
const (
	AgentName             = "fleet-agent"
	BootstrapName         = "fleet-agent-bootstrap"
	ControllerConfigName  = "fleet-controller"
	ConfigKey             = "config"
	RegistrationNamespace = "cattle-fleet-clusters-system"

	ManagedLabel          = "fleet.cattle.io/managed"
	ClusterLabel          = "fleet.cattle.io/cluster"
	ClusterNSLabel        = "fleet.cattle.io/cluster-namespace"
	BundleLabel           = "fleet.cattle.io/bundle-name"
	BundleNSLabel         = "fleet.cattle.io/bundle-namespace"
	HelmOpLabel           = "fleet.cattle.io/fleet-helm-name"
	TokenNameLabel        = "fleet.cattle.io/registration-token"
	AgentPodLabel         = "fleet.cattle.io/created-by-agent-pod"
	InternalSecretLabel   = "fleet.cattle.io/bundle-internal-secret"
	CredentialSecretType  = "fleet.cattle.io/agent-credential"
	HelmOpsAccessType     = "fleet.cattle.io/bundle-helmops-access/v1alpha1"
	ValuesSecretType      = "fleet.cattle.io/cluster-registration-values"
	BundleDeploymentsRole = "fleet-bundle-deployment"
)

// Keys of the agent's secrets, and of the values that a registration token
// comes as.
const (
	ValuesKey              = "values"
	TokenKey               = "token"
	TokenNameKey           = "tokenName"
	KubeconfigKey          = "kubeconfig"
	APIServerURLKey        = "apiServerURL"
	APIServerCAKey         = "apiServerCA"
	ClusterNamespaceKey    = "clusterNamespace"
	ClusterNameKey         = "clusterName"
	DeploymentNamespaceKey = "deploymentNamespace"
	RegistrationNSKey      = "systemRegistrationNamespace"
)

// ClusterNamespace is the name of a cluster's own namespace upstream. It is
// computed, so that it is known also after the cluster is gone.
func ClusterNamespace(namespace, name string) string {
	return SafeName("cluster", namespace, name, digest(namespace+"/"+name))
}

// ClusterName is the name of the cluster that is made for an agent which
// registers by itself.
func ClusterName(clientID string) string { return SafeName("cluster", digest(clientID)) }

// CredentialName is the secret through which a cluster gets its credential.
// Agent and controller compute it alike, whatever their generations.
func CredentialName(clientID, clientRandom string) string {
	return "c-" + digest(clientID+"-"+clientRandom) + digest(clientRandom)
}

// SafeName joins parts into a name of at most 63 characters; what is too long
// ends in a digest instead.
func SafeName(parts ...string) string {
	name := strings.Join(parts, "-")
	if len(name) <= 63 {
		return name
	}
	return strings.TrimRight(name[:50], "-.") + "-" + digest(name)
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])[:12]
}
