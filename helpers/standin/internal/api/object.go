// Package api holds the part of fleet.cattle.io/v1alpha1 that the core
// scenarios look at: same kinds, same JSON names, no more fields than needed.
package api

import (
	"encoding/json"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"fleet-tls-e2e/standin/internal/generation"
)

// GroupVersion is Fleet's own, so that what watches Fleet can watch this.
var GroupVersion = schema.GroupVersion{Group: "fleet.cattle.io", Version: "v1alpha1"}

// Object is any resource with a specification and a status.
type Object[Spec, Status any] struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	Spec   Spec   `json:"spec,omitempty"`
	Status Status `json:"status,omitempty"`
}

// DeepCopyObject makes every Object a runtime.Object. JSON is slow, and
// spares generated code for a handful of small objects.
func (o *Object[Spec, Status]) DeepCopyObject() runtime.Object { return o.Copy() }

// Copy is DeepCopyObject with its type kept.
func (o *Object[Spec, Status]) Copy() *Object[Spec, Status] { return copyByJSON(o) }

// List is a list of Objects.
type List[Item any] struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []Item `json:"items"`
}

// DeepCopyObject makes every List a runtime.Object.
func (l *List[Item]) DeepCopyObject() runtime.Object { return copyByJSON(l) }

func copyByJSON[T any](in *T) *T {
	out := new(T)
	raw, err := json.Marshal(in)
	if err == nil {
		err = json.Unmarshal(raw, out)
	}
	if err != nil {
		panic(err) // only plain data types are used
	}
	return out
}

// The kinds.
type (
	Cluster              = Object[ClusterSpec, ClusterStatus]
	ClusterList          = List[Cluster]
	ClusterRegistration  = Object[ClusterRegistrationSpec, ClusterRegistrationStatus]
	RegistrationList     = List[ClusterRegistration]
	RegistrationToken    = Object[ClusterRegistrationTokenSpec, ClusterRegistrationTokenStatus]
	TokenList            = List[RegistrationToken]
	Bundle               = Object[BundleSpec, BundleStatus]
	BundleList           = List[Bundle]
	BundleDeployment     = Object[BundleDeploymentSpec, BundleDeploymentStatus]
	BundleDeploymentList = List[BundleDeployment]
	// HelmOp is a HelmApp to the older generation.
	HelmOp     = Object[HelmOpSpec, HelmOpStatus]
	HelmOpList = List[HelmOp]
)

// AddTo tells a scheme of the kinds, under the names of the generation.
func AddTo(s *runtime.Scheme, g generation.Generation) {
	add := func(kind string, object, list runtime.Object) {
		s.AddKnownTypeWithName(GroupVersion.WithKind(kind), object)
		s.AddKnownTypeWithName(GroupVersion.WithKind(kind+"List"), list)
	}
	add("Cluster", &Cluster{}, &ClusterList{})
	add("ClusterRegistration", &ClusterRegistration{}, &RegistrationList{})
	add("ClusterRegistrationToken", &RegistrationToken{}, &TokenList{})
	add("Bundle", &Bundle{}, &BundleList{})
	add("BundleDeployment", &BundleDeployment{}, &BundleDeploymentList{})
	add(g.HelmOpKind, &HelmOp{}, &HelmOpList{})
	metav1.AddToGroupVersion(s, GroupVersion)
}
