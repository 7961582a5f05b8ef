#include "admin/endpoints/submissions.hpp"

#include "admin/endpoints/fields.hpp"
#include "api/wire/query.hpp"
#include "base/number_text.hpp"
#include "transactions/submissions/submission_json.hpp"

namespace burner::admin {

using base::Result;
using base::Task;
using transactions::Submission;

namespace {

void write_dashboard_submission(base::JsonWriter& json, const Submission& submission) {
    transactions::write_submission(json, submission);
    json.member("wallet", solana::to_base58(submission.wallet));
    write_time(json, "recordedAt", submission.recorded_at);
    json.member("grossRebate", submission.rebate.gross);
    json.member("donationAmount", submission.rebate.donation);
}

std::optional<std::int64_t> place_of_submission(std::string_view text) {
    const auto place = base::number_from_text<std::uint64_t>(text);
    if (!place) return std::nullopt;
    return static_cast<std::int64_t>(*place);
}

}  // namespace

Task<Result<http::Response>> list_submissions(Call& call) {
    constexpr std::int64_t usual_page = 50, longest_page = 200;
    api::Query query{call.request.query, {"wallet", "after", "limit"}};
    const auto wallet = query.optional("wallet", solana::pubkey_from_base58, "must be the base58 address of a wallet");
    const auto after = query.optional("after", place_of_submission, "must be what `next` said");
    const auto limit = static_cast<std::size_t>(query.integer("limit", 1, longest_page).value_or(usual_page));
    if (auto read = query.result(); !read) co_return std::unexpected(read.error());
    const auto page = co_await base::run_on(call.services.store, [&] {
        return call.services.submissions.recent(std::string{call.project}, wallet, after, limit);
    });
    if (!page) co_return std::unexpected(page.error());
    co_return object_answer(200, [&](base::JsonWriter& json) {
        json.array("items", page->submissions, [](base::JsonWriter& out, const Submission& submission) {
            out.begin_object();
            write_dashboard_submission(out, submission);
            out.end_object();
        });
        json.key("next");
        page->submissions.size() == limit ? json.value(std::to_string(page->last)) : json.value(nullptr);
    });
}

/// Another project's answers as one that is missing.
Task<Result<http::Response>> get_submission(Call& call) {
    const auto signature = solana::signature_from_base58(call.id);
    if (!signature)
        co_return base::fail(base::ErrorCode::invalid_request, "signature must be the base58 text of 64 bytes");
    const auto found = co_await base::run_on(call.services.store,
                                             [&] { return call.services.submissions.find_by_signature(*signature); });
    if (!found) co_return std::unexpected(found.error());
    if (!*found || (*found)->project != call.project)
        co_return base::fail(base::ErrorCode::not_found, "Submission not found");
    co_return object_answer(200, [&](base::JsonWriter& json) { write_dashboard_submission(json, **found); });
}

}  // namespace burner::admin
