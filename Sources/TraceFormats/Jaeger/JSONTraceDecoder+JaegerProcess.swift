import TraceModel

extension JSONTraceDecoder {
    /// Reads a trace object's map of processes.
    mutating func readProcesses() throws(JSONError) {
        try scanner.expect(0x7b, .object)
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            let id = interned(key)
            guard scanner.peek() == 0x7b else {
                try skipBadType("processes")
                continue
            }
            let resource = try process()
            report.objects[report.objects.count - 1].processes.append((id, resource))
        }
    }

    /// Reads the process that stands in a span itself; nil when none does.
    mutating func inlineProcess() throws(JSONError) -> ResourceID? {
        if scanner.peek() != 0x7b {
            try skipUnlessNull("process")
            return nil
        }
        return try process()
    }

    /// Reads a process object; one met before, byte by byte, is known at once.
    private mutating func process() throws(JSONError) -> ResourceID {
        let first = scanner.at
        try scanner.skip()
        let bytes = UnsafeRawBufferPointer(start: first, count: scanner.at - first)
        if let known = processes.find(bytes) { return known }
        let end = scanner.at
        scanner.at = first + 1
        let resource = try newProcess()
        scanner.at = end
        processes.remember(bytes, resource)
        return resource
    }

    private mutating func newProcess() throws(JSONError) -> ResourceID {
        var service: StringID?
        var attributes: [ResourceTable.NewAttribute] = []
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if key.equals("serviceName") {
                service = try internedString("serviceName")
            } else if key.equals("tags"), scanner.peek() == 0x5b {
                scanner.at += 1
                var isFirstTag = true
                while try scanner.element(&isFirstTag) {
                    if scanner.peek() == 0x7b { attributes.append(try processTag()) } else { try skipBadType("process.tags") }
                }
            } else if key.equals("tag"), scanner.peek() == 0x7b {
                scanner.at += 1
                var isFirstTag = true
                while let name = try scanner.key(&isFirstTag) {
                    attributes.append(try processValue(storedKey(name), .undeclared))
                }
            } else {
                try scanner.skip()
            }
        }
        return resources.add(service: service, attributes: attributes)
    }

    private mutating func processTag() throws(JSONError) -> ResourceTable.NewAttribute {
        try scanner.expect(0x7b, .object)
        var name = StringID.empty
        var type = JaegerType.undeclared
        var value: UnsafeRawPointer?
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if key.equals("key") {
                name = try internedString("key") ?? .empty
            } else if key.equals("type"), scanner.peek() == 0x22 {
                type = JaegerType(try scanner.string())
            } else if key.equals("value") {
                scanner.skipWhitespace()
                value = scanner.at
                try scanner.skip()
            } else {
                try scanner.skip()
            }
        }
        guard let value else { return .init(null: name) }
        let end = scanner.at
        defer { scanner.at = end }
        scanner.at = value
        return try processValue(name, type)
    }

    /// Reads a value of a resource's attribute, by the type declared and the one that stands there.
    mutating func processValue(_ name: StringID, _ type: JaegerType) throws(JSONError) -> ResourceTable.NewAttribute {
        let place = scanner.at
        switch scanner.peek() {
        case 0x22:
            let raw = try scanner.string()
            let text = UnsafeRawBufferPointer(start: raw.start, count: raw.count)
            if type == .int64, case .integer(let value) = JSONScanner.number(text) { return .init(name, int64: value) }
            if type == .bool, raw.equals("true") || raw.equals("false") { return .init(name, bool: raw.equals("true")) }
            return .init(name, string: interned(raw))
        case 0x2d, 0x30...0x39:
            switch try scanner.number() {
            case .integer(let value): return type == .float64 ? .init(name, double: Double(value)) : .init(name, int64: value)
            case .real(let value), .outOfRange(let value): return .init(name, double: value)
            case .malformed:
                diagnose(.badNumber, at: place, path: "process.tags")
                return .init(null: name)
            }
        case 0x74 where scanner.literal("true"): return .init(name, bool: true)
        case 0x66 where scanner.literal("false"): return .init(name, bool: false)
        case 0x5b, 0x7b:
            try scanner.skip()
            let json = writer.intern(place, scanner.at - place)
            return place.load(as: UInt8.self) == 0x5b ? .init(name, arrayJSON: json) : .init(name, mapJSON: json)
        default:
            if !scanner.literal("null") { try skipBadType("process.tags") }
            return .init(null: name)
        }
    }
}
