#include "api/endpoints/get_stats.hpp"

#include "api/services.hpp"
#include "base/json_writer.hpp"

namespace burner::api {

using transactions::SubmissionTotals;

base::Task<base::Result<SubmissionTotals>> GetStats::run(const Call& call, Input) {
    auto& log = call.services.transactions.submissions;
    return base::run_on(call.services.store,
                        [&log, &project = call.caller->project().id] { return log.totals(project); });
}

http::Response GetStats::render(const SubmissionTotals& totals) {
    http::Response response;
    base::JsonWriter json{response.body};
    json.begin_object();
    json.member("wallets", totals.wallets);
    json.member("transactions", totals.transactions);
    json.member("itemsBurned", totals.items.burned);
    json.member("accountsClosed", totals.items.accounts_closed);
    json.member("lamportsReclaimed", totals.reclaimed);
    json.member("lamportsDonated", totals.donated);
    json.end_object();
    return response;
}

}  // namespace burner::api
