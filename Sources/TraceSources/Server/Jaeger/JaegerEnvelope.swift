/// What stands around every answer of Jaeger's older interface, good or bad.
struct JaegerEnvelope<Answer: Decodable>: Decodable {
    /// One thing that went wrong.
    struct Fault: Decodable {
        let code: Int?
        let msg: String?
    }

    let data: Answer?
    let errors: [Fault]?
    /// Whether it is one at all: an object that has its keys.
    let isEnvelope: Bool

    private enum Key: CodingKey { case data, errors }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        data = try fields.decodeIfPresent(Answer.self, forKey: .data)
        errors = try fields.decodeIfPresent([Fault].self, forKey: .errors)
        isEnvelope = fields.contains(.data)
    }
}

/// How the newer interface says what went wrong.
struct JaegerV3Refusal: Decodable {
    struct Fault: Decodable {
        let httpCode: Int?
        let message: String?
    }

    let error: Fault
}

/// A value of which only that it is there is of interest.
struct AnyJSON: Decodable {
    init(from decoder: any Decoder) throws {}
}
