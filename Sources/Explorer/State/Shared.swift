/// Something large that states share: equal only to itself, so that comparing and copying states costs nothing.
@dynamicMemberLookup
struct Shared<Object: AnyObject & Sendable>: Equatable, Sendable {
    let object: Object

    init(_ object: Object) { self.object = object }

    static func == (a: Self, b: Self) -> Bool { a.object === b.object }

    subscript<Value>(dynamicMember path: KeyPath<Object, Value>) -> Value { object[keyPath: path] }
}
