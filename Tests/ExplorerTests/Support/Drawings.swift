/// Traces that several tests show.
enum Drawings {
    /// A shop: three traces, one with errors and one that is incomplete.
    static let shop = """
        frontend GET /checkout          ========================================== http.method=GET http.status_code=500
          frontend validate session     ===
          cart GetCart                      ======== rpc.system=grpc items=3
            redis HGETALL                    ====   db.system=redis
          orders PlaceOrder                         ============================= ! error.type=timeout
            payment Charge                             ======================= ! password=hunter2 amount=4711
              bank POST /v1/charges                      ================== ! http.status_code=504 retry=true
              bank POST /v1/charges                                         = http.status_code=200
            inventory Reserve                       ===
              postgres UPDATE stock                  = db.statement=update
            orders write order                                                === db.system=postgres

        frontend GET /products          ==========
          catalog ListProducts           ========
            postgres SELECT products      =====

        frontend GET /cart              ====
          cart GetCart                   ==
        """
}
