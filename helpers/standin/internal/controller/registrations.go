package controller

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/kube"
)

// registrationReconciler answers an agent's request with a credential for its
// own cluster.
type registrationReconciler struct {
	client.Client
}

func (r registrationReconciler) setUp(mgr ctrl.Manager) error {
	return ctrl.NewControllerManagedBy(mgr).
		For(&api.ClusterRegistration{}).
		WithOptions(controller.Options{MaxConcurrentReconciles: concurrent}).
		Complete(r)
}

// Reconcile grants one request, once.
func (r registrationReconciler) Reconcile(ctx context.Context, key ctrl.Request) (ctrl.Result, error) {
	request := &api.ClusterRegistration{}
	if err := r.Get(ctx, key.NamespacedName, request); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if request.Status.Granted {
		return ctrl.Result{}, nil
	}
	cluster, err := r.clusterFor(ctx, request)
	if err != nil {
		return ctrl.Result{}, err
	}
	if cluster == nil || cluster.Status.Namespace == "" {
		return ctrl.Result{RequeueAfter: 2 * time.Second}, nil
	}
	if err := r.giveCredential(ctx, cluster, request); err != nil {
		return ctrl.Result{}, err
	}
	if err := r.dropOlder(ctx, request); err != nil {
		return ctrl.Result{}, err
	}
	before := request.Copy()
	request.OwnerReferences = ownedBy(cluster)
	if err := r.Patch(ctx, request, client.MergeFrom(before)); err != nil {
		return ctrl.Result{}, err
	}
	before = request.Copy()
	request.Status = api.ClusterRegistrationStatus{ClusterName: cluster.Name, Granted: true}
	slog.Info(fmt.Sprintf("Cluster registration request '%s/%s' granted, creating cluster, request service account, registration secret",
		request.Namespace, request.Name))
	return ctrl.Result{}, r.Status().Patch(ctx, request, client.MergeFrom(before))
}

// clusterFor is nil where no cluster has the request's client ID: the
// stand-in makes none.
func (r registrationReconciler) clusterFor(ctx context.Context, request *api.ClusterRegistration) (*api.Cluster, error) {
	list := &api.ClusterList{}
	if err := r.List(ctx, list, client.InNamespace(request.Namespace)); err != nil {
		return nil, err
	}
	for i := range list.Items {
		if list.Items[i].Spec.ClientID == request.Spec.ClientID {
			return &list.Items[i], nil
		}
	}
	return nil, nil
}

func (r registrationReconciler) giveCredential(ctx context.Context, cluster *api.Cluster, request *api.ClusterRegistration) error {
	account := &corev1.ServiceAccount{ObjectMeta: named(cluster.Status.Namespace, request.Name)}
	objects := append([]client.Object{account}, grant(request.Namespace, request.Name, account, ownedBy(cluster), rbacv1.PolicyRule{
		APIGroups: []string{api.GroupVersion.Group}, Resources: []string{"clusters/status"},
		ResourceNames: []string{cluster.Name}, Verbs: []string{"patch"},
	})...)
	objects = append(objects, bind(account.Namespace, request.Name, account,
		rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: api.BundleDeploymentsRole}))
	if err := kube.PutAll(ctx, r.Client, objects...); err != nil {
		return err
	}
	token, err := tokenFor(ctx, r.Client, account, credentialTTL)
	if err != nil {
		return err
	}
	credential := &corev1.Secret{
		ObjectMeta: named(api.RegistrationNamespace, api.CredentialName(request.Spec.ClientID, request.Spec.ClientRandom)),
		Type:       api.CredentialSecretType,
		Data: map[string][]byte{
			api.TokenKey:               []byte(token),
			api.DeploymentNamespaceKey: []byte(cluster.Status.Namespace),
			api.ClusterNamespaceKey:    []byte(cluster.Namespace),
			api.ClusterNameKey:         []byte(cluster.Name),
		},
	}
	credential.Labels[api.ClusterLabel] = cluster.Name
	if err := kube.Put(ctx, r.Client, credential); err != nil {
		return err
	}
	reader := importAccount(cluster.Namespace, cluster.Name)
	return kube.PutAll(ctx, r.Client, grant(api.RegistrationNamespace, api.SafeName(reader.Name, cluster.Namespace, "creds"), reader, nil, rbacv1.PolicyRule{
		APIGroups: []string{""}, Resources: []string{"secrets"},
		ResourceNames: []string{credential.Name}, Verbs: []string{"get"},
	})...)
}

// dropOlder removes the former requests of the same cluster.
func (r registrationReconciler) dropOlder(ctx context.Context, request *api.ClusterRegistration) error {
	list := &api.RegistrationList{}
	if err := r.List(ctx, list, client.InNamespace(request.Namespace)); err != nil {
		return err
	}
	for i := range list.Items {
		other := &list.Items[i]
		if other.Spec.ClientID == request.Spec.ClientID && other.CreationTimestamp.Before(&request.CreationTimestamp) {
			if err := client.IgnoreNotFound(r.Delete(ctx, other)); err != nil {
				return err
			}
		}
	}
	return nil
}
