import TraceModel

extension JSONTraceDecoder {
    /// Reads a span's annotations, which are its events.
    mutating func annotations(_ state: inout ZipkinSpanState) throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull("annotations") }
        scanner.at += 1
        var isFirst = true
        while try scanner.element(&isFirst) {
            if scanner.peek() == 0x7b { try annotation(&state) } else { try skipBadType("annotations") }
        }
    }

    private mutating func annotation(_ state: inout ZipkinSpanState) throws(JSONError) {
        scanner.at += 1
        var time: Int64 = 0
        var value: RawString?
        var endpoint: UnsafeRawPointer?
        var isFirst = true
        while let key = try scanner.key(&isFirst) {
            if key.equals("timestamp") {
                time = try microseconds("annotations.timestamp") ?? 0
            } else if key.equals("value") {
                if scanner.peek() == 0x22 { value = try scanner.string() } else { try skipUnlessNull("annotations.value") }
            } else if key.equals("endpoint"), scanner.peek() == 0x7b {
                endpoint = scanner.at
                state.isV1 = true
                try scanner.skip()
            } else {
                try scanner.skip()
            }
        }
        writer.beginEvent()
        let name = value.flatMap { eventName($0) }
        writer.endEvent(time: time, name: name)
        if let value, let mark = ZipkinSides.Mark(value) {
            state.sides.note(mark, time: time, endpoint: endpoint)
        } else if state.sides.otherEndpoint == nil {
            state.sides.otherEndpoint = endpoint
        }
    }

    /// The name of the event being read; attributes packed beside it are appended.
    ///
    /// Nil when it has none.
    private mutating func eventName(_ text: RawString) -> StringID? {
        let bytes = UnsafeRawBufferPointer(start: text.start, count: text.count)
        if ZipkinPackedText.mayBePacked(bytes), let name = unpackEvent(text) { return name == .empty ? nil : name }
        return text.count == 0 ? nil : interned(text)
    }

    /// Reads the binary annotations of version 1: tags, and addresses of both sides.
    mutating func binaryAnnotations(_ state: inout ZipkinSpanState) throws(JSONError) {
        state.isV1 = true
        if scanner.peek() != 0x5b { return try skipUnlessNull("binaryAnnotations") }
        scanner.at += 1
        var isFirst = true
        while try scanner.element(&isFirst) {
            if scanner.peek() == 0x7b { try binaryAnnotation(&state) } else { try skipBadType("binaryAnnotations") }
        }
    }

    private mutating func binaryAnnotation(_ state: inout ZipkinSpanState) throws(JSONError) {
        scanner.at += 1
        var key: RawString?
        var value: UnsafeRawPointer?
        var endpoint: UnsafeRawPointer?
        var isFirst = true
        while let field = try scanner.key(&isFirst) {
            if field.equals("key"), scanner.peek() == 0x22 {
                key = try scanner.string()
            } else if field.equals("value") {
                scanner.skipWhitespace()
                value = scanner.at
                try scanner.skip()
            } else if field.equals("endpoint"), scanner.peek() == 0x7b {
                endpoint = scanner.at
                try scanner.skip()
            } else {
                try scanner.skip()
            }
        }
        guard let key else { return }
        if let endpoint, key.equals("ca") {
            state.sides.clientAddress = endpoint
        } else if let endpoint, key.equals("sa") || key.equals("ma") {
            state.sides.serverAddress = endpoint
        } else {
            if state.sides.binaryEndpoint == nil { state.sides.binaryEndpoint = endpoint }
            try appendBinary(key, value)
        }
    }

    private mutating func appendBinary(_ name: RawString, _ value: UnsafeRawPointer?) throws(JSONError) {
        let end = scanner.at
        defer { scanner.at = end }
        if name.equals("error") { facts.isError = true }
        // The local component, a name that only Zipkin knows.
        let key = name.equals("lc") ? zipkinKeys.component : interned(name)
        guard let value else { return writer.attribute(null: key) }
        scanner.at = value
        if key == zipkinKeys.component, scanner.peek() == 0x22 {
            let text = try scanner.string()
            if text.count == 0 { return }
            scanner.at = value
        }
        try attributeValue(key, .undeclared)
    }

    /// Takes from a span of version 1 what its annotations say: kind, times, both endpoints.
    mutating func settleSides(_ span: inout NewSpan, _ state: inout ZipkinSpanState) throws(JSONError) {
        let sides = state.sides
        if state.kind == nil { state.kind = sides.kind }
        let (start, duration) = sides.interval
        if !state.hasStart, let start { (span.start, state.hasStart) = (start, true) }
        if !state.hasDuration, let duration { (span.duration, state.hasDuration) = (duration, true) }
        let end = scanner.at
        defer { scanner.at = end }
        if state.resource == nil, let local = sides.local {
            scanner.at = local
            state.resource = try localEndpoint()
        }
        if let remote = sides.remote {
            scanner.at = remote
            try remoteEndpoint()
        }
    }
}
