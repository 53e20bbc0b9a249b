package api

import (
	"encoding/json"
	"fmt"

	corev1 "k8s.io/api/core/v1"
)

// The modes in which an agent decides whom to trust while it registers.
const (
	SystemStore = "system-store"
	Strict      = "strict"
)

// Config is the JSON under the key "config" of the controller's ConfigMap and
// of each agent's.
type Config struct {
	AgentImage           string            `json:"agentImage,omitempty"`
	AgentImagePullPolicy string            `json:"agentImagePullPolicy,omitempty"`
	APIServerURL         string            `json:"apiServerURL,omitempty"`
	APIServerCA          []byte            `json:"apiServerCA,omitempty"`
	AgentCheckinInterval string            `json:"agentCheckinInterval,omitempty"`
	AgentTLSMode         string            `json:"agentTLSMode,omitempty"`
	ClientID             string            `json:"clientID,omitempty"`
	Labels               map[string]string `json:"labels,omitempty"`
	// Written tells one writing of the ConfigMap from another, be its content the same.
	Written string `json:"-"`
}

// ParseConfig reads a Config out of its ConfigMap.
func ParseConfig(cm *corev1.ConfigMap) (Config, error) {
	c := Config{}
	if err := json.Unmarshal([]byte(cm.Data[ConfigKey]), &c); err != nil {
		return Config{}, fmt.Errorf("reading the key %q of ConfigMap %s/%s: %w", ConfigKey, cm.Namespace, cm.Name, err)
	}
	c.Written = cm.ResourceVersion
	return c, nil
}
