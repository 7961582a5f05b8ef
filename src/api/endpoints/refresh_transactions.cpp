#include "api/endpoints/refresh_transactions.hpp"

#include "api/bearer_of.hpp"
#include "api/services.hpp"
#include "api/wire/render_build.hpp"
#include "api/wire/request_body.hpp"
#include "transactions/submit/submit.hpp"

namespace burner::api {

using base::Result;
using transactions::Build;
using transactions::RefreshRequest;

namespace {

transactions::RefreshEntry read_built(RequestBody& entry) {
    return {std::string{entry.text("transactionBase64")}, std::string{entry.text("submissionTicket")}};
}

}  // namespace

Result<RefreshRequest> RefreshTransactions::parse(const Call& call) {
    RequestBody body{call.request.body, {"transactions"}};
    RefreshRequest request{.bearer = bearer_of(call), .entries = {}};
    request.entries =
        body.list("transactions", transactions::max_entries, {"transactionBase64", "submissionTicket"}, read_built);
    request.protection = call.caller->project().protection;
    return body.result(std::move(request));
}

base::Task<Result<Build>> RefreshTransactions::run(const Call& call, RefreshRequest request) {
    auto cluster = co_await call.services.rpc.get_cluster();
    if (!cluster) co_return std::unexpected(std::move(cluster.error()));
    request.bearer.cluster = std::move(*cluster);
    auto build = co_await call.services.transactions.refresher.refresh(std::move(request));
    if (build) call.services.metrics.count_refreshed(build->transactions.size(), build->rejected.size());
    co_return build;
}

std::optional<base::UnixTime> RefreshTransactions::useful_until(const Build& build) {
    return ends_at(build);
}

http::Response RefreshTransactions::render(const Build& build) {
    return render_build(build);
}

}  // namespace burner::api
