/** What is used of FHIR R4. https://hl7.org/fhir/R4/auditevent.html */

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeableConcept {
  readonly coding: readonly Coding[];
}

/** A reference by an identifier: what it names is in no FHIR server. */
export interface LogicalReference {
  readonly identifier: { readonly system: string; readonly value: string };
}

export interface Extension {
  readonly url: string;
  readonly valueString?: string;
  readonly valueBoolean?: boolean;
  readonly extension?: readonly Extension[];
}

export interface AuditEventAgent {
  readonly type: CodeableConcept;
  readonly role?: readonly CodeableConcept[];
  readonly who?: LogicalReference;
  readonly name?: string;
  /** Whether the event was his doing. */
  readonly requestor: boolean;
}

export interface AuditEventEntity {
  readonly what: LogicalReference;
  readonly type: Coding;
  readonly role: Coding;
  readonly name?: string;
  readonly detail?: readonly { readonly type: string; readonly valueString: string }[];
}

export interface FhirAuditEvent {
  readonly resourceType: 'AuditEvent';
  readonly id: string;
  readonly extension: readonly Extension[];
  readonly type: Coding;
  readonly subtype: readonly Coding[];
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
  readonly recorded: string;
  readonly outcome: '0' | '4' | '8';
  readonly outcomeDesc?: string;
  readonly purposeOfEvent?: readonly CodeableConcept[];
  readonly agent: readonly AuditEventAgent[];
  readonly source: { readonly observer: LogicalReference; readonly type: readonly Coding[] };
  readonly entity?: readonly AuditEventEntity[];
}

export interface OperationOutcome {
  readonly resourceType: 'OperationOutcome';
  readonly issue: readonly {
    readonly severity: 'information' | 'warning';
    readonly code: 'informational' | 'incomplete';
    readonly diagnostics: string;
  }[];
}

export interface SearchSet {
  readonly resourceType: 'Bundle';
  readonly type: 'searchset';
  readonly total?: number;
  readonly entry: readonly (
    | {
        readonly fullUrl: string;
        readonly resource: FhirAuditEvent;
        readonly search: { readonly mode: 'match' };
      }
    | { readonly resource: OperationOutcome; readonly search: { readonly mode: 'outcome' } }
  )[];
}
