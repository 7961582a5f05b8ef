#include "upstreams/reading/answer_reading.hpp"
#include "upstreams/rpc/answers.hpp"

namespace burner::upstreams {

namespace {

/// The most keys that one transaction can name.
constexpr std::size_t max_landed_keys = 256;

using Balances = std::vector<base::Lamports>;
using Tokens = std::vector<solana::TokenBalance>;

bool read_balances(ondemand::value json, Balances& out) {
    return for_each_element(json, [&](ondemand::value element) {
        return out.size() < max_landed_keys && read_lamports(element, out.emplace_back());
    });
}

/// Reads `uiTokenAmount`, whose `amount` is a number in a text.
bool read_ui_amount(ondemand::value json, std::uint64_t& out) {
    return read_object(json, required("amount", read_amount, out));
}

bool read_token_balance(ondemand::value json, solana::TokenBalance& out) {
    std::uint64_t index = 0;
    const bool ok =
        read_object(json, required("accountIndex", read_number, index), required("mint", read_pubkey, out.mint),
                    required("uiTokenAmount", read_ui_amount, out.amount));
    out.key = index;
    return ok && index < max_landed_keys;
}

bool read_token_balances(ondemand::value json, Tokens& out) {
    return for_each_element(json, [&](ondemand::value element) {
        return out.size() < max_landed_keys && read_token_balance(element, out.emplace_back());
    });
}

bool read_failed(ondemand::value json, bool& out) {
    out = !is_null(json);
    return true;
}

/// Nodes that do not keep the balances of tokens say null, or leave the members out: `out` stays nullopt then.
bool read_meta(ondemand::value json, std::optional<solana::LandedTransaction>& out) {
    if (is_null(json)) return true;
    solana::LandedTransaction landed;
    std::optional<Tokens> before, after;
    const bool ok = read_object(
        json, required("err", read_failed, landed.failed), required("fee", read_lamports, landed.fee),
        required("preBalances", read_balances, landed.before), required("postBalances", read_balances, landed.after),
        optional("preTokenBalances", nullable(read_token_balances), before),
        optional("postTokenBalances", nullable(read_token_balances), after));
    if (!before || !after) return ok;
    landed.tokens_before = std::move(*before);
    landed.tokens_after = std::move(*after);
    out = std::move(landed);
    return ok;
}

bool read_landed(ondemand::value json, std::optional<solana::LandedTransaction>& out) {
    if (is_null(json)) return true;
    solana::Slot slot = 0;
    base::Bytes transaction;
    const bool ok = read_object(json, required("meta", read_meta, out), required("slot", read_number, slot),
                                required("transaction", read_base64, transaction));
    if (!ok || !out) return ok;
    out->slot = slot;
    out->transaction = std::move(transaction);
    return true;
}

}  // namespace

Reply<std::optional<solana::LandedTransaction>> AnswerReader::landed_transaction(std::string& body, std::uint64_t id) {
    return read<std::optional<solana::LandedTransaction>>(body, id, &read_landed);
}

}  // namespace burner::upstreams
