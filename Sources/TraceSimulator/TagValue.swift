/// A value to be recorded under a key; literals say it best: `["order.items": 3, "cache.hit": true]`.
enum TagValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral {
    case text(String)
    case int(Int64)
    case number(Double)
    case bool(Bool)

    /// A whole number.
    static func int(_ value: Int) -> TagValue { .int(Int64(value)) }

    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int64) { self = .int(value) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}
