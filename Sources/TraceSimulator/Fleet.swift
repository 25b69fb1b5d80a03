import TraceModel

/// The services of the shop.
enum Service: Int, CaseIterable {
    case gateway, users, orders, payments, notifications

    /// The name traces know it by.
    var name: String {
        switch self {
        case .gateway: "api-gateway"
        case .users: "user-service"
        case .orders: "order-service"
        case .payments: "payment-service"
        case .notifications: "notification-service"
        }
    }

    /// The version that most hosts run, and the one being rolled out.
    fileprivate var versions: (stable: String, canary: String) {
        switch self {
        case .gateway: ("4.18.2", "4.19.0-rc.1")
        case .users: ("2.7.0", "2.7.1")
        case .orders: ("5.3.4", "5.4.0")
        case .payments: ("3.1.9", "3.2.0")
        case .notifications: ("1.12.0", "1.12.0")
        }
    }
}

/// The hosts that services run on: three a service, the last of them with the newer version.
struct Fleet {
    static let hostsPerService = 3
    private let rows: [ResourceID]
    /// A process that nobody describes.
    let unknown: ResourceID

    /// Makes every host known to a table of resources.
    ///
    /// - Parameter namesHosts: whether `host.name` says, as OpenTelemetry has it, what `hostname` says anyway.
    init(_ table: ResourceTable, namesHosts: Bool, _ writer: inout SpanWriter) {
        var rows: [ResourceID] = []
        for service in Service.allCases {
            for host in 0..<Self.hostsPerService { rows.append(Self.add(service, host: host, namesHosts: namesHosts, table, &writer)) }
        }
        self.rows = rows
        unknown = table.add(service: nil, attributes: [])
    }

    /// The row of a host.
    func resource(_ service: Service, host: Int) -> ResourceID { rows[service.rawValue * Self.hostsPerService + host] }

    /// Whether a host has the version that is being rolled out.
    static func runsNewVersion(_ host: Int) -> Bool { host == hostsPerService - 1 }

    /// A host's name, which also is its pod's.
    static func hostName(_ service: Service, _ host: Int) -> String {
        var mixer = SplitMix(state: UInt64(service.rawValue * 16 + host))
        let code = String(mixer.next() >> 40 | 1 << 24, radix: 36).suffix(5)
        return "\(service.name)-7c9f\(service.rawValue)d-\(code)"
    }

    /// A host's address.
    static func address(_ service: Service, _ host: Int) -> String { "10.4.\(10 + service.rawValue).\(21 + host * 7)" }

    private static func add(
        _ service: Service, host: Int, namesHosts: Bool, _ table: ResourceTable, _ writer: inout SpanWriter
    ) -> ResourceID {
        let versions = service.versions
        let texts: KeyValuePairs = [
            "hostname": hostName(service, host), "ip": address(service, host),
            "service.version": runsNewVersion(host) ? versions.canary : versions.stable,
            "deployment.environment": "production",
        ]
        var attributes = texts.map { ResourceTable.NewAttribute(writer.intern($0.key), string: writer.intern($0.value)) }
        if namesHosts {
            attributes.append(ResourceTable.NewAttribute(writer.intern("host.name"), string: writer.intern(hostName(service, host))))
        }
        attributes.append(ResourceTable.NewAttribute(writer.intern("process.pid"), int64: Int64(1 + service.rawValue * 7 + host)))
        return table.add(service: writer.intern(service.name), attributes: attributes)
    }
}
