import TraceModel

extension OTLPProtobufDecoder {
    /// Reads the resource of a ResourceSpans, or the scope of a ScopeSpans, wherever in it they stand.
    mutating func readHeader(of level: DecoderLevel) throws(WireError) {
        if level.context != .resource, level.context != .scopeSpans { return }
        let end = level.bounds.prefix(DecoderLimits.lookAhead).endIndex
        if !isFinal, end > offset(of: reader.end) { throw WireError(.beyondEnd, at: reader.at) }
        header.gather(WireReader(place(of: level.bounds.lowerBound), place(of: end)))
        if level.context == .resource { readResource() } else { readScope() }
    }

    private mutating func readResource() {
        if resources.useResource(header.bytes) { return }
        var resource = OTLPResource()
        var schema = StringID.empty
        let isWhole = readHeader(&schema) { decoder, content throws(WireError) in try decoder.read(content, into: &resource) }
        if schema != .empty { resource.attributes.append(.init(keys.resourceSchema, string: schema)) }
        if isWhole { resources.use(resource, header: header.bytes) } else { resources.useNoResource() }
    }

    private mutating func readScope() {
        if let known = resources.row(scope: header.bytes) {
            resource = known
            return
        }
        var scope = ResourceTable.NewScope()
        var schema = StringID.empty
        let isWhole = readHeader(&schema) { decoder, content throws(WireError) in try decoder.read(content, into: &scope) }
        if schema != .empty { scope.attributes.append(.init(keys.scopeSchema, string: schema)) }
        resource = isWhole ? resources.row(scope, header: header.bytes) : resources.rowWithoutScope
    }

    /// Calls `body` with the resource or scope of the header, and takes its schema URL.
    ///
    /// - Returns: false when the header is damaged, which is reported.
    private mutating func readHeader(
        _ schema: inout StringID, _ body: (inout OTLPProtobufDecoder, WireReader) throws(WireError) -> Void
    ) -> Bool {
        let bytes = header.padded
        return bytes.withUnsafeBytes { memory in
            guard let start = memory.baseAddress else { return true }
            var fields = WireReader(start, start + (memory.count - JSONScanner.padding))
            do throws(WireError) {
                while !fields.isAtEnd {
                    let tag = try fields.tag(), content = try fields.message()
                    if tag == OTLPMessageHead.schemaURL { schema = interned(content.rest) } else { try body(&self, content) }
                }
                return true
            } catch {
                diagnose(.damagedMessage, at: reader.at, found: error.description)
                return false
            }
        }
    }

    private mutating func read(_ message: WireReader, into resource: inout OTLPResource) throws(WireError) {
        var fields = message
        while !fields.isAtEnd {
            let tag = try fields.tag()
            switch ResourceField(rawValue: tag) {
            case .attribute:
                let pair = try OTLPPair(fields.message())
                let key = interned(pair.key)
                if key == keys.serviceName, resource.service == nil, case .string(let name) = pair.value {
                    resource.service = interned(name)
                } else {
                    resource.attributes.append(try attribute(key, pair.value))
                }
            case .droppedAttributesCount:
                let count = try fields.varint()
                if count > 0 { resource.attributes.append(.init(keys.droppedAttributes, int64: Int64(clamping: count))) }
            case nil: try fields.skip(tag)
            }
        }
    }

    private mutating func read(_ message: WireReader, into scope: inout ResourceTable.NewScope) throws(WireError) {
        var fields = message
        while !fields.isAtEnd {
            let tag = try fields.tag()
            switch ScopeField(rawValue: tag) {
            case .name: scope.name = interned(try fields.bytes())
            case .version: scope.version = interned(try fields.bytes())
            case .attribute:
                let pair = try OTLPPair(fields.message())
                scope.attributes.append(try attribute(interned(pair.key), pair.value))
            case .droppedAttributesCount:
                let count = try fields.varint()
                if count > 0 { scope.attributes.append(.init(keys.droppedAttributes, int64: Int64(clamping: count))) }
            case nil: try fields.skip(tag)
            }
        }
    }

    private mutating func attribute(_ key: StringID, _ value: OTLPValue) throws(WireError) -> ResourceTable.NewAttribute {
        switch value {
        case .null: return .init(null: key)
        case .string(let text): return .init(key, string: interned(text))
        case .bool(let truth): return .init(key, bool: truth)
        case .int64(let number): return .init(key, int64: number)
        case .double(let number): return .init(key, double: number)
        case .bytes(let bytes): return .init(key, bytes: interned(raw: bytes))
        case .array(let elements): return try nested(key, elements, isMap: false)
        case .map(let elements): return try nested(key, elements, isMap: true)
        }
    }

    private mutating func nested(_ key: StringID, _ elements: WireReader, isMap: Bool) throws(WireError) -> ResourceTable.NewAttribute {
        guard try valueText.write(elements, isMap: isMap) else {
            diagnose(.nestingTooDeep, at: reader.at)
            return .init(null: key)
        }
        let text = interned(raw: valueText.bytes)
        return isMap ? .init(key, mapJSON: text) : .init(key, arrayJSON: text)
    }
}
