#include "upstreams/reading/answer_reading.hpp"
#include "upstreams/rpc/answers.hpp"

namespace burner::upstreams {

namespace {

using solana::SignatureStatus;

/// Validators cut the log at 10,000 bytes; without a bound, empty lines would take 10 times the answer.
constexpr std::size_t max_log_lines = 10'000;

bool read_logs(ondemand::value json, std::vector<std::string>& out) {
    if (is_null(json)) return true;
    return for_each_element(json, [&](ondemand::value line) {
        std::string_view text;
        if (out.size() == max_log_lines || line.get_string().get(text) != simdjson::SUCCESS) return false;
        out.emplace_back(text);
        return true;
    });
}

bool read_post_accounts(ondemand::value json, std::size_t watched, std::vector<std::optional<solana::Account>>& out) {
    if (is_null(json)) return true;
    AccountReading accounts;
    return for_each_element(json, [&](ondemand::value element) {
        if (out.size() == watched) return false;
        auto& account = out.emplace_back();
        if (!accounts.read_optional(element, account)) return false;
        if (account && account->lamports.value == 0) account.reset();
        return true;
    });
}

bool read_units(ondemand::value json, std::uint64_t& out) {
    return is_null(json) || read_number(json, out);
}

bool read_simulation(ondemand::value json, std::size_t watched, solana::Simulation& out) {
    auto units = optional("unitsConsumed", read_units, out.units_consumed);
    const bool ok =
        read_object(json, required("err", read_transaction_error, out.error), optional("logs", read_logs, out.logs),
                    units, optional("accounts", read_post_accounts, watched, out.accounts));
    return ok && (out.error || units.is_read());
}

bool read_commitment(ondemand::value json, std::optional<SignatureStatus::Commitment>& out) {
    using enum SignatureStatus::Commitment;
    if (is_null(json)) return true;
    std::string_view text;
    if (!read_text(json, text)) return false;
    if (text == "processed") out = processed;
    if (text == "confirmed") out = confirmed;
    if (text == "finalized") out = finalized;
    return out.has_value();
}

bool read_rooted(ondemand::value json, bool& out) {
    out = is_null(json);
    return true;
}

/// Where `confirmationStatus` is absent, `confirmations` null means rooted.
bool read_status(ondemand::value json, SignatureStatus& out) {
    bool rooted = false;
    std::optional<SignatureStatus::Commitment> level;
    const bool ok = read_object(
        json, required("slot", read_number, out.slot), required("err", read_transaction_error, out.error),
        optional("confirmations", read_rooted, rooted), optional("confirmationStatus", read_commitment, level));
    using enum SignatureStatus::Commitment;
    out.commitment = level.value_or(rooted ? finalized : processed);
    return ok;
}

bool read_statuses(ondemand::value json, std::size_t count, AnswerReader::Statuses& out) {
    const bool ok = for_each_element(json, [&](ondemand::value element) {
        return out.size() < count && nullable(read_status)(element, out.emplace_back());
    });
    return ok && out.size() == count;
}

}  // namespace

Reply<solana::Simulation> AnswerReader::simulation(std::string& body, std::uint64_t id, std::size_t watched) {
    return read<solana::Simulation>(body, id, [&](ondemand::value result, solana::Simulation& out) {
        solana::Slot slot = 0;
        const bool ok = read_at_slot(result, slot, read_simulation, watched, out);
        if (out.error && out.accounts.empty()) out.accounts.resize(watched);
        return ok && out.accounts.size() == watched;
    });
}

Reply<solana::Signature> AnswerReader::signature(std::string& body, std::uint64_t id) {
    return read<solana::Signature>(body, id, [](ondemand::value result, solana::Signature& out) {
        std::string_view text;
        if (!read_text(result, text)) return false;
        const auto signature = solana::signature_from_base58(text);
        if (signature) out = *signature;
        return signature.has_value();
    });
}

Reply<AnswerReader::Statuses> AnswerReader::signature_statuses(std::string& body, std::uint64_t id, std::size_t count) {
    return read<Statuses>(body, id, [&](ondemand::value result, Statuses& out) {
        solana::Slot slot = 0;
        return read_at_slot(result, slot, read_statuses, count, out);
    });
}

std::optional<solana::TransactionError> AnswerReader::preflight_verdict(std::string data) {
    ondemand::document document;
    ondemand::value root;
    if (!open_document(state_->parser, data, document)) return std::nullopt;
    if (document.get_value().get(root) != simdjson::SUCCESS) return std::nullopt;
    std::optional<solana::TransactionError> verdict;
    if (!read_object(root, optional("err", read_transaction_error, verdict))) verdict.reset();
    return verdict;
}

}  // namespace burner::upstreams
