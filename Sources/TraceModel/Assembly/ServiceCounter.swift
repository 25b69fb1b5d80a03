/// Counts the services of one trace after the other.
///
/// A trace has few resources, so that of nearly every span one look tells that its service is counted already.
struct ServiceCounter {
    private var services: Set<UInt32> = []
    /// The trace in which each resource was met last; traces are numbered from 1.
    private var metIn: [UInt32] = []
    private var trace: UInt32 = 0

    /// Distinct services of the trace.
    var count: Int { services.count }

    /// Begins another trace.
    mutating func begin(resources: Int) {
        services.removeAll(keepingCapacity: true)
        if metIn.count < resources { metIn.append(contentsOf: repeatElement(0, count: resources - metIn.count)) }
        trace &+= 1
        if trace == 0 {
            for resource in metIn.indices { metIn[resource] = 0 }
            trace = 1
        }
    }

    /// Counts the service of a span's resource.
    ///
    /// - Complexity: O(1)
    @inline(__always)
    mutating func add(_ resource: UInt32, in table: ResourceTableView) {
        if metIn[Int(resource)] == trace { return }
        metIn[Int(resource)] = trace
        services.insert(table.services[Int(resource)])
    }
}
