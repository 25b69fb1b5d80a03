import TraceModel

extension JSONTraceDecoder {
    /// What an endpoint object says.
    private struct EndpointFields {
        var service: RawString?
        var ipv4: RawString?
        var ipv6: RawString?
        var port: Int64?
    }

    /// Reads the endpoint that recorded the span, which is its resource: the service, and the address as attributes.
    mutating func localEndpoint() throws(JSONError) -> ResourceID? {
        if scanner.peek() != 0x7b {
            try skipUnlessNull("localEndpoint")
            return nil
        }
        let first = scanner.at
        try scanner.skip()
        let end = scanner.at
        let bytes = UnsafeRawBufferPointer(start: first, count: end - first)
        if let known = zipkinResources.find(bytes) { return known }
        scanner.at = first
        let fields = try endpoint("localEndpoint")
        scanner.at = end
        var attributes: [ResourceTable.NewAttribute] = []
        for address in [fields.ipv4, fields.ipv6] {
            if let address { attributes.append(.init(zipkinKeys.hostIP, string: interned(address))) }
        }
        if let port = fields.port { attributes.append(.init(zipkinKeys.hostPort, int64: port)) }
        let service = fields.service.map { interned($0) }
        return zipkinResources.add(bytes, service: service, attributes: attributes)
    }

    /// Reads the endpoint of the other side of a call, which becomes attributes of the span.
    mutating func remoteEndpoint() throws(JSONError) {
        if scanner.peek() != 0x7b { return try skipUnlessNull("remoteEndpoint") }
        let fields = try endpoint("remoteEndpoint")
        append(zipkinKeys.peerService, fields.service)
        append(zipkinKeys.peerIP, fields.ipv4)
        append(zipkinKeys.peerIP, fields.ipv6)
        if let port = fields.port { writer.attribute(zipkinKeys.peerPort, int64: port) }
    }

    private mutating func append(_ key: StringID, _ text: RawString?) {
        if let text { zipkinTag(key, text) }
    }

    /// Reads an endpoint object; empty fields count as missing.
    private mutating func endpoint(_ field: StaticString) throws(JSONError) -> EndpointFields {
        scanner.at += 1
        var fields = EndpointFields()
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if key.equals("serviceName") {
                fields.service = try nonEmptyText(field)
            } else if key.equals("ipv4") {
                fields.ipv4 = try nonEmptyText(field)
            } else if key.equals("ipv6") {
                fields.ipv6 = try nonEmptyText(field)
            } else if key.equals("port") {
                fields.port = try port(field)
            } else {
                try scanner.skip()
            }
        }
        return fields
    }

    /// A port; 0 means none.
    private mutating func port(_ field: StaticString) throws(JSONError) -> Int64? {
        let place = scanner.at
        let number: JSONNumber
        switch scanner.peek() {
        case 0x22:
            let text = try scanner.string()
            number = JSONScanner.number(UnsafeRawBufferPointer(start: text.start, count: text.count))
        case 0x2d, 0x30...0x39: number = try scanner.number()
        default:
            try skipUnlessNull(field)
            return nil
        }
        if case .integer(let port) = number { return port == 0 ? nil : port }
        diagnose(.badNumber, at: place, path: path(field))
        return nil
    }
}
