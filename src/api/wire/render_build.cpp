#include "api/wire/render_build.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"
#include "transactions/submissions/submission_json.hpp"

namespace burner::api {

using transactions::BuiltTransaction;

namespace {

void write_instruction(base::JsonWriter& json, const transactions::DescribedInstruction& instruction) {
    json.begin_object();
    json.member("programId", instruction.program);
    json.member("kind", instruction.kind);
    json.member("text", instruction.text);
    for (const auto& [name, field] : instruction.fields) {
        json.key(name);
        std::visit([&](const auto& value) { json.value(value); }, field);
    }
    json.end_object();
}

void write_rebate(base::JsonWriter& json, const transactions::Rebate& rebate) {
    json.member("grossRebate", rebate.gross);
    json.member("donationBase", rebate.donation_base);
    json.member("donationAmount", rebate.donation);
    json.member("netRebate", rebate.net());
}

void write_transaction(base::JsonWriter& json, const BuiltTransaction& built) {
    json.begin_object();
    json.member("transactionBase64", base::to_base64(built.transaction));
    json.member("version", built.version);
    write_includes(json, built.includes);
    write_rebate(json, built.rebate);
    json.member("computeUnitsNeeded", built.compute_units_needed);
    json.member("submissionTicket", built.submission_ticket);
    json.member("networkFee", built.network_fee);
    json.member("feePayer", solana::to_base58(built.fee_payer));
    json.member("sponsorRepayment", built.sponsor_repayment);
    json.member("lastValidBlockHeight", built.last_valid_block_height);
    json.member("expiresAt", base::to_rfc3339(built.expires_at));
    json.array("instructions", built.instructions, write_instruction);
    json.end_object();
}

void write_rejection(base::JsonWriter& json, const transactions::Rejection& rejection) {
    json.begin_object();
    write_selection(json, rejection.selection);
    json.member("code", assets::to_text(rejection.code));
    json.member("message", rejection.message);
    json.end_object();
}

void write_totals(base::JsonWriter& json, const transactions::BuildTotals& totals) {
    json.begin_object();
    json.member("transactions", totals.transactions);
    json.member("items", totals.items);
    write_rebate(json, totals.rebate);
    json.member("networkFee", totals.network_fee);
    json.end_object();
}

}  // namespace

http::Response render_build(const transactions::Build& build) {
    http::Response response;
    base::JsonWriter json{response.body};
    json.begin_object();
    json.array("transactions", build.transactions, write_transaction);
    json.array("rejected", build.rejected, write_rejection);
    json.key("totals");
    write_totals(json, build.totals);
    json.member("walletLamports", build.wallet_lamports);
    json.member("neededLamports", build.needed_lamports);
    json.end_object();
    return response;
}

std::optional<base::UnixTime> ends_at(const transactions::Build& build) {
    if (build.transactions.empty()) return std::nullopt;
    return std::ranges::max_element(build.transactions, {}, &BuiltTransaction::expires_at)->expires_at;
}

}  // namespace burner::api
