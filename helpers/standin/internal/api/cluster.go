package api

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// ClusterSpec describes a downstream cluster.
type ClusterSpec struct {
	ClientID                string          `json:"clientID,omitempty"`
	KubeConfigSecret        string          `json:"kubeConfigSecret,omitempty"`
	AgentNamespace          string          `json:"agentNamespace,omitempty"`
	AgentEnvVars            []corev1.EnvVar `json:"agentEnvVars,omitempty"`
	RedeployAgentGeneration int64           `json:"redeployAgentGeneration,omitempty"`
}

// ClusterStatus is what the controller did and what the agent reported.
type ClusterStatus struct {
	Conditions []Condition `json:"conditions,omitempty"`
	// Namespace is the cluster's own namespace upstream.
	Namespace               string         `json:"namespace,omitempty"`
	AgentDeployedGeneration *int64         `json:"agentDeployedGeneration,omitempty"`
	AgentTLSMode            string         `json:"agentTLSMode,omitempty"`
	APIServerURL            string         `json:"apiServerURL,omitempty"`
	APIServerCAHash         string         `json:"apiServerCAHash,omitempty"`
	Agent                   AgentStatus    `json:"agent,omitempty"`
	Summary                 Summary        `json:"summary,omitempty"`
	Display                 ClusterDisplay `json:"display,omitempty"`
}

// AgentStatus is written by the agent at every check-in, and its namespace
// also by the controller at import.
type AgentStatus struct {
	LastSeen  *metav1.Time `json:"lastSeen,omitempty"`
	Namespace string       `json:"namespace,omitempty"`
}

// ClusterDisplay is for people.
type ClusterDisplay struct {
	ReadyBundles string `json:"readyBundles,omitempty"`
	State        string `json:"state,omitempty"`
}

// ClusterRegistrationSpec is an agent's request to be let in.
type ClusterRegistrationSpec struct {
	ClientID     string `json:"clientID,omitempty"`
	ClientRandom string `json:"clientRandom,omitempty"`
	// ClusterLabels are for the cluster, should it not exist yet.
	ClusterLabels map[string]string `json:"clusterLabels,omitempty"`
}

// ClusterRegistrationTokenSpec asks for a token with which agents can register.
type ClusterRegistrationTokenSpec struct {
	// TTL is how long it lasts; without one it stays until it is removed.
	TTL *metav1.Duration `json:"ttl,omitempty"`
}

// ClusterRegistrationTokenStatus says where the token is.
type ClusterRegistrationTokenStatus struct {
	Expires    *metav1.Time `json:"expires,omitempty"`
	SecretName string       `json:"secretName,omitempty"`
}

// ClusterRegistrationStatus is the controller's answer.
type ClusterRegistrationStatus struct {
	ClusterName string `json:"clusterName,omitempty"`
	Granted     bool   `json:"granted,omitempty"`
}
