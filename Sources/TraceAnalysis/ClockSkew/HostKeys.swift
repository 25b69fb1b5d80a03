import TraceModel

/// Which host each resource ran on: spans of one host share its clock.
///
/// Jaeger's keys, OpenTelemetry's first: `host.id`, `host.ip` or the older `net.host.ip` and `ip`, `host.name` or the older
/// `hostname`; the first that has a value names the host, of a list its first element. An `ip` may be a number, as Zipkin's
/// Thrift form had it.
struct HostKeys {
    /// The number of a host that is not named.
    static let none: UInt32 = 0

    /// Names of hosts by number.
    private(set) var names = [""]
    /// The number of each resource's host.
    private(set) var ofResource: [UInt32] = []

    /// Jaeger's keys: what shares a clock.
    static let ofClocks = ["host.id", "host.ip", "net.host.ip", "ip", "host.name", "hostname"]
    /// What is one of several that do the same, by the names that people know.
    static let ofInstances =
        ["k8s.pod.name", "host.name", "hostname", "service.instance.id", "container.id", "host.id", "host.ip", "net.host.ip", "ip"]

    /// - Parameter keys: attributes that name a host, the first that has a value counts.
    /// - Complexity: O(resources and their attributes)
    init(_ snapshot: Snapshot, keys: [String] = Self.ofClocks) {
        let keys = keys.compactMap { snapshot.strings.find($0) }
        var numbers = ["": Self.none]
        for row in 0..<snapshot.resourceCount {
            let attributes = snapshot[ResourceID(UInt32(row))].attributes
            let name = keys.lazy.compactMap { key in attributes[key].flatMap(Self.text) }.first ?? ""
            if let known = numbers[name] {
                ofResource.append(known)
            } else {
                numbers[name] = UInt32(names.count)
                ofResource.append(UInt32(names.count))
                names.append(name)
            }
        }
    }

    private static func text(_ value: AttributeValue) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .array(let json): firstText(ofArray: json)
        case .int64(let number): dottedQuad(UInt32(truncatingIfNeeded: number))
        case .bytes(let bytes) where bytes.count == 4: bytes.map(String.init).joined(separator: ".")
        case .bytes(let bytes) where !bytes.isEmpty: value.text
        default: nil
        }
    }

    private static func dottedQuad(_ address: UInt32) -> String {
        [24, 16, 8, 0].map { String(address >> $0 & 0xff) }.joined(separator: ".")
    }

    /// The first string of a JSON array, as it is written; nil when the array does not begin with one.
    private static func firstText(ofArray json: String) -> String? {
        let bytes = json.utf8
        guard let open = bytes.firstIndex(of: 0x22), bytes[..<open].allSatisfy({ $0 == 0x5b || $0 <= 0x20 }) else { return nil }
        let start = bytes.index(after: open)
        guard let end = bytes[start...].firstIndex(of: 0x22), start < end else { return nil }
        return String(json[start..<end])
    }
}
