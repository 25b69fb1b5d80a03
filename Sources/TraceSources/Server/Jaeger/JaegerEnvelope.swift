/// What stands around every answer of Jaeger's older interface, good or bad.
struct JaegerEnvelope<Answer: Decodable>: Decodable {
    /// One thing that went wrong.
    struct Fault: Decodable {
        let code: Int?
        let msg: String?
    }

    let data: Answer?
    let errors: [Fault]?
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
