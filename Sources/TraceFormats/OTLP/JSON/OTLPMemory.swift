import TraceModel

/// What the decoder of OTLP JSON keeps from one object for the next.
struct OTLPMemory: ~Copyable {
    /// Keys of the attributes that hold what OTLP has fields for and the columns do not.
    let keys: OTLPFieldKeys
    /// Resources met before, by the bytes they were written with.
    var resources = BytesCache<OpenResource>()
    /// Rows of resources with their scope, by the resource's row and the scope's bytes.
    var scopes = BytesCache<ResourceID>()
    /// The array or map being put into plain JSON.
    var text = JSONWriter(capacity: 1 << 12)

    init(_ writer: inout SpanWriter) { keys = OTLPFieldKeys(&writer) }
}
