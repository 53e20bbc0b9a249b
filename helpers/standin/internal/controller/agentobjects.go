package controller

import (
	"encoding/json"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/mutant"
)

// agentObjects are an agent's, in its own namespace of the downstream. What
// is not in a namespace is named after it, so that many agents can share one
// downstream.
func agentObjects(cluster *api.Cluster, config api.Config, plan importPlan, token string) ([]client.Object, error) {
	agentConfig, err := json.Marshal(api.Config{
		AgentTLSMode: config.AgentTLSMode,
		ClientID:     cluster.Spec.ClientID,
		Labels:       cluster.Labels,
	})
	if err != nil {
		return nil, err
	}
	namespace := plan.agentNamespace
	account := &corev1.ServiceAccount{ObjectMeta: named(namespace, api.AgentName)}
	role := api.SafeName(namespace, api.AgentName, "role")
	return []client.Object{
		namespaceObject(namespace, nil),
		account,
		&rbacv1.ClusterRole{
			ObjectMeta: named("", role),
			Rules: []rbacv1.PolicyRule{
				{APIGroups: []string{"*"}, Resources: []string{"*"}, Verbs: []string{"*"}},
				{NonResourceURLs: []string{"*"}, Verbs: []string{"*"}},
			},
		},
		&rbacv1.ClusterRoleBinding{
			ObjectMeta: named("", api.SafeName(role, "binding")),
			Subjects:   []rbacv1.Subject{{Kind: "ServiceAccount", Namespace: namespace, Name: account.Name}},
			RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: role},
		},
		&corev1.ConfigMap{
			ObjectMeta: named(namespace, api.AgentName),
			Data:       map[string]string{api.ConfigKey: string(agentConfig)},
		},
		&corev1.Secret{
			ObjectMeta: named(namespace, api.BootstrapName),
			Data: map[string][]byte{
				api.APIServerURLKey:     []byte(plan.serverURL),
				api.APIServerCAKey:      plan.serverCA,
				api.TokenKey:            []byte(token),
				api.ClusterNamespaceKey: []byte(cluster.Namespace),
				api.RegistrationNSKey:   []byte(api.RegistrationNamespace),
			},
		},
		agentDeployment(cluster, config, namespace),
	}, nil
}

func agentDeployment(cluster *api.Cluster, config api.Config, namespace string) *appsv1.Deployment {
	yes, no, user := true, false, int64(1000)
	labels := map[string]string{"app": api.AgentName}
	env := []corev1.EnvVar{
		{Name: "NAMESPACE", ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.namespace"}}},
		{Name: "CHECKIN_INTERVAL", Value: config.AgentCheckinInterval},
		{Name: mutant.Env, Value: mutant.Active().Name},
	}
	return &appsv1.Deployment{
		ObjectMeta: named(namespace, api.AgentName),
		Spec: appsv1.DeploymentSpec{
			Selector: &metav1.LabelSelector{MatchLabels: labels},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: labels},
				Spec: corev1.PodSpec{
					ServiceAccountName: api.AgentName,
					SecurityContext:    &corev1.PodSecurityContext{RunAsNonRoot: &yes, RunAsUser: &user, RunAsGroup: &user},
					Containers: []corev1.Container{{
						Name:            api.AgentName,
						Image:           config.AgentImage,
						ImagePullPolicy: corev1.PullPolicy(config.AgentImagePullPolicy),
						Args:            []string{"agent"},
						Env:             append(env, cluster.Spec.AgentEnvVars...),
						SecurityContext: &corev1.SecurityContext{
							AllowPrivilegeEscalation: &no,
							ReadOnlyRootFilesystem:   &yes,
							Privileged:               &no,
							Capabilities:             &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
						},
						VolumeMounts: []corev1.VolumeMount{{Name: "tmp", MountPath: "/tmp"}},
					}},
					Volumes: []corev1.Volume{{Name: "tmp", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}},
				},
			},
		},
	}
}
