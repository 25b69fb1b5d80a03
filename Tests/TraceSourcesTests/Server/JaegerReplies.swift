import TestSupport

/// One span as each interface answers it.
enum JaegerReplies {
    static let legacyTrace = """
        {"data":[{"traceID":"a1","spans":[{"traceID":"a1","spanID":"b1","operationName":"GET /","references":[],"startTime":1700000000000000,\
        "duration":1500,"tags":[],"logs":[],"processID":"p1","warnings":null}],"processes":{"p1":{"serviceName":"shop","tags":[]}},\
        "warnings":null}],"total":0,"limit":0,"offset":0,"errors":null}
        """
    static let legacyNothing = #"{"data":[],"total":0,"limit":0,"offset":0,"errors":null}"#
    static let v3Trace = """
        {"result":{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"scope":\
        {},"spans":[{"traceId":"000000000000000000000000000000a1","spanId":"00000000000000b1","name":"GET /","startTimeUnixNano":\
        "1700000000000000001","endTimeUnixNano":"1700000000001500000","status":{}}]}]}]}}
        """
    static let v3Nothing = LoopbackReply.v3Error("No traces found", status: 404)
    static let valuesWithoutJSON = LoopbackReply.errors(
        "failed writing HTTP response: failed marshalling HTTP response to JSON: json: unsupported value: +Inf", code: 500, status: 500)
    static let summaries = """
        {"summaries":[{"traceId":"000000000000000000000000000000a1","rootServiceName":"shop","rootOperationName":"GET /","minStartTimeUnixNano":\
        "1700000000000000001","maxEndTimeUnixNano":"1700000000001500000","spanCount":3,"errorSpanCount":1,"services":[{"name":"shop",\
        "spanCount":2,"errorSpanCount":1},{"name":"db","spanCount":1}]},{"traceID":"B2","spanCount":1,"orphanSpanCount":1}]}
        """
}
