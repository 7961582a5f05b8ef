#include "api/endpoints/get_leaderboard.hpp"

#include "api/services.hpp"
#include "api/wire/query.hpp"
#include "base/json_writer.hpp"

namespace burner::api {

using base::Result;

namespace {

constexpr std::int64_t max_entries = 100;
constexpr std::int64_t default_entries = 10;

}  // namespace

Result<GetLeaderboard::Input> GetLeaderboard::parse(const Call& call) {
    Query query{call.request.query, {"period", "limit"}};
    const Input input{
        .period = query.optional("period", transactions::period_from_text, "must be one of day, week, month, all")
                      .value_or(transactions::Period::all),
        .limit = static_cast<std::size_t>(query.integer("limit", 1, max_entries).value_or(default_entries))};
    return query.result(input);
}

base::Task<Result<GetLeaderboard::Output>> GetLeaderboard::run(const Call& call, Input input) {
    auto& log = call.services.transactions.submissions;
    const auto first_day = transactions::first_day_of(input.period, call.services.clock.now());
    auto leaders = co_await base::run_on(call.services.store, [&] {
        return log.leaders(call.caller->project().id, input.period, first_day, input.limit);
    });
    if (!leaders) co_return std::unexpected(std::move(leaders.error()));
    co_return Output{input.period, std::move(*leaders)};
}

http::Response GetLeaderboard::render(const Output& output) {
    http::Response response;
    base::JsonWriter json{response.body};
    json.begin_object();
    json.member("period", transactions::to_text(output.period));
    json.array("entries", output.leaders,
               [rank = 0](base::JsonWriter& out, const transactions::Leader& leader) mutable {
                   out.begin_object();
                   out.member("rank", ++rank);
                   out.member("walletAddress", solana::to_base58(leader.wallet));
                   out.member("lamportsReclaimed", leader.reclaimed);
                   out.member("items", leader.items);
                   out.end_object();
               });
    json.end_object();
    return response;
}

}  // namespace burner::api
