import TraceModel

/// Names for people: what has no name is said to have none, as a gap in a line tells nobody what it is.
public enum NameText {
    /// A service: `payments`, or `(no service)`.
    public static func service(_ name: String) -> String { name.isEmpty ? "(no service)" : name }

    /// An operation: `charge`, or `(no name)`.
    public static func operation(_ name: String) -> String { name.isEmpty ? "(no name)" : name }

    /// An operation of a service: `payments: charge`; without a service the operation alone.
    public static func operation(_ name: String, of service: String) -> String {
        (service.isEmpty ? "" : service + ": ") + operation(name)
    }

    /// What a trace is called, by its main root: `frontend: GET /cart`.
    public static func trace(_ trace: Trace) -> String { Sentences.name(of: trace.mainRoot) }
}
