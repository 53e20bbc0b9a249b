package api

import (
	"time"

	corev1 "k8s.io/api/core/v1"
)

// The conditions.
const (
	Imported = "Imported"
	Accepted = "Accepted"
	Deployed = "Deployed"
	Ready    = "Ready"
)

// Condition is one of a status's conditions, in Fleet's form.
type Condition struct {
	Type           string                 `json:"type"`
	Status         corev1.ConditionStatus `json:"status"`
	Reason         string                 `json:"reason,omitempty"`
	Message        string                 `json:"message,omitempty"`
	LastUpdateTime string                 `json:"lastUpdateTime,omitempty"`
}

// SetCondition makes a condition true, or false for an error with the error's
// text. The time changes only when the condition does.
func SetCondition(conditions *[]Condition, name string, err error) {
	c := Condition{Type: name, Status: corev1.ConditionTrue}
	if err != nil {
		c.Status, c.Reason, c.Message = corev1.ConditionFalse, "Error", err.Error()
	}
	putCondition(conditions, c)
}

// SetReady sets the condition Ready from the message of a summary: empty
// means that everything is.
func SetReady(conditions *[]Condition, message string) {
	c := Condition{Type: Ready, Status: corev1.ConditionTrue, Message: message}
	if message != "" {
		c.Status = corev1.ConditionFalse
	}
	putCondition(conditions, c)
}

// FindCondition is nil where there is no such condition.
func FindCondition(conditions []Condition, name string) *Condition {
	for i := range conditions {
		if conditions[i].Type == name {
			return &conditions[i]
		}
	}
	return nil
}

func putCondition(conditions *[]Condition, c Condition) {
	existing := FindCondition(*conditions, c.Type)
	if existing == nil {
		*conditions = append(*conditions, Condition{})
		existing = &(*conditions)[len(*conditions)-1]
	}
	c.LastUpdateTime = existing.LastUpdateTime
	if *existing == c {
		return
	}
	c.LastUpdateTime = time.Now().UTC().Format(time.RFC3339)
	*existing = c
}
