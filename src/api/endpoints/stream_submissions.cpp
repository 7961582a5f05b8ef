#include "api/endpoints/stream_submissions.hpp"

#include <algorithm>
#include <ranges>

#include <boost/algorithm/string/replace.hpp>
#include <fmt/format.h>

#include "api/services.hpp"
#include "api/wire/query.hpp"
#include "transactions/submissions/submission_json.hpp"

namespace burner::api {

using base::Result;
using base::Task;
using solana::Signature;
using transactions::SubmissionFollower;

namespace {

constexpr std::size_t max_signatures = SubmissionFollower::batch;

Result<std::vector<Signature>> parse_signatures(std::string_view text) {
    if (text.empty()) return invalid("signatures must contain at least 1 element");
    const auto list = boost::ireplace_all_copy(std::string{text}, "%2C", ",");  // as `URLSearchParams` writes it
    std::vector<Signature> signatures;
    for (const auto element : std::views::split(list, ',')) {
        if (signatures.size() == max_signatures)
            return invalid(fmt::format("signatures must contain no more than {} elements", max_signatures));
        const auto name = fmt::format("signatures[{}]", signatures.size());
        const auto signature = solana::signature_from_base58(std::string_view{element.begin(), element.end()});
        if (!signature) return invalid(name + " must be the base58 text of 64 bytes");
        if (std::ranges::find(signatures, *signature) != signatures.end())
            return invalid(name + " must not be given twice");
        signatures.push_back(*signature);
    }
    return signatures;
}

}  // namespace

Result<StreamSubmissions::Input> StreamSubmissions::parse(const Call& call) {
    Query query{call.request.query, {"signatures"}};
    transactions::Following following{call.caller->project().id, call.wallet, {}};
    if (const auto text = query.text("signatures")) following.signatures = query.take(parse_signatures(*text));
    if (query.has_mistake()) return query.result(Input{});
    auto& services = call.services;
    return Input{std::make_shared<SubmissionFollower>(services.transactions.submissions, services.store,
                                                      services.transactions.feed, services.executor,
                                                      std::move(following))};
}

Task<Result<void>> StreamSubmissions::run(const StreamCall&, Input input, StreamOut& out) {
    for (;;) {
        const auto news = co_await input.follower->next();
        if (!news) co_return std::unexpected(news.error());
        if (news->empty()) co_return Result<void>{};
        for (const auto& submission : *news) {
            const bool has_reader = co_await out.send(submission_text(submission));
            if (!has_reader) co_return Result<void>{};
        }
    }
}

}  // namespace burner::api
