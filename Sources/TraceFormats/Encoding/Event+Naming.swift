import TraceModel

/// The fields that name an event where its format has no name for it, as rows of one snapshot's string table.
struct EventNameKeys {
    let strings: Strings
    let event: StringID?
    let message: StringID?

    init(_ strings: Strings) {
        self.strings = strings
        event = strings.find("event")
        message = strings.find("message")
    }
}

extension Event {
    /// Its name for formats in which every event has one, and the place of the attribute that is the name: a field `event`,
    /// or `message` when there is no other field.
    func naming(_ keys: EventNameKeys) -> (name: UnsafeRawBufferPointer?, place: Int?) {
        if let nameID { return (keys.strings.bytes(nameID), nil) }
        let fields = attributes
        if let place = fields.firstIndex(where: { $0.keyID == keys.event && $0.isString }) { return (fields[place].utf8, place) }
        if fields.count == 1, fields[0].keyID == keys.message, fields[0].isString { return (fields[0].utf8, 0) }
        return (nil, nil)
    }
}
