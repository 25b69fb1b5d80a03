import TestSupport
import TraceModel

@testable import TraceFormats

/// A snapshot of one span, built in the model.
func built(resource: [(String, String)] = [], _ build: (inout SpanWriter, inout NewSpan) -> Void) -> Snapshot {
    let store = SpanStore()
    var span = NewSpan(source: store.addSource("test"))
    var writer = store.writer()
    span.trace = TraceID(low: 0xab)
    span.id = SpanID(0xcd)
    let attributes = resource.map { ResourceTable.NewAttribute(writer.intern($0.0), string: writer.intern($0.1)) }
    span.resource = store.resources.add(service: writer.intern("Shop"), attributes: attributes)
    build(&writer, &span)
    writer.finish(span)
    store.commit(writer.takeBatch())
    return store.publish()
}
