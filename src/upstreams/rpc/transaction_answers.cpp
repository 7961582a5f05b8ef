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
    constexpr unsigned err = 1, logs = 2, units = 4, accounts = 8;
    Seen seen;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (key == "err") return seen.first(err) && read_transaction_error(value, out.error);
        if (key == "logs") return seen.first(logs) && read_logs(value, out.logs);
        if (key == "unitsConsumed") return seen.first(units) && read_units(value, out.units_consumed);
        if (key == "accounts") return seen.first(accounts) && read_post_accounts(value, watched, out.accounts);
        return true;
    });
    return ok && seen.all(err) && (out.error || seen.all(units));
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

/// Where `confirmationStatus` is absent, `confirmations` null means rooted.
bool read_status(ondemand::value json, SignatureStatus& out) {
    constexpr unsigned slot = 1, err = 2, commitment = 4, confirmations = 8;
    Seen seen;
    bool rooted = false;
    std::optional<SignatureStatus::Commitment> level;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (key == "slot") return seen.first(slot) && read_number(value, out.slot);
        if (key == "err") return seen.first(err) && read_transaction_error(value, out.error);
        if (key == "confirmations") {
            rooted = is_null(value);
            return seen.first(confirmations);
        }
        if (key == "confirmationStatus") return seen.first(commitment) && read_commitment(value, level);
        return true;
    });
    using enum SignatureStatus::Commitment;
    out.commitment = level.value_or(rooted ? finalized : processed);
    return ok && seen.all(slot | err);
}

}  // namespace

Reply<solana::Simulation> AnswerReader::simulation(std::string& body, std::uint64_t id, std::size_t watched) {
    return read<solana::Simulation>(body, id, [&](ondemand::value result, solana::Simulation& out) {
        solana::Slot slot = 0;
        const bool ok =
            read_at_slot(result, slot, [&](ondemand::value value) { return read_simulation(value, watched, out); });
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
        const bool ok = read_at_slot(result, slot, [&](ondemand::value list) {
            return for_each_element(list, [&](ondemand::value element) {
                if (out.size() == count) return false;
                auto& status = out.emplace_back();
                return is_null(element) || read_status(element, status.emplace());
            });
        });
        return ok && out.size() == count;
    });
}

std::optional<solana::TransactionError> AnswerReader::preflight_verdict(std::string data) {
    ondemand::document document;
    ondemand::value root;
    if (!open_document(state_->parser, data, document)) return std::nullopt;
    if (document.get_value().get(root) != simdjson::SUCCESS) return std::nullopt;
    std::optional<solana::TransactionError> verdict;
    const bool ok = for_each_member(root, [&](ondemand::raw_json_string key, ondemand::value value) {
        return !(key == "err") || (!verdict && read_transaction_error(value, verdict));
    });
    if (!ok) verdict.reset();
    return verdict;
}

}  // namespace burner::upstreams
