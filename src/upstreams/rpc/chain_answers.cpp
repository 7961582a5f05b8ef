#include "upstreams/reading/answer_reading.hpp"
#include "upstreams/rpc/answers.hpp"

namespace burner::upstreams {

namespace {

bool read_blockhash(ondemand::value json, solana::LatestBlockhash& out) {
    constexpr unsigned hash = 1, height = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        solana::Pubkey bytes;
        if (key == "lastValidBlockHeight") return seen.first(height) && read_number(value, out.last_valid_block_height);
        if (!(key == "blockhash")) return true;
        if (!seen.first(hash) || !read_pubkey(value, bytes)) return false;
        out.blockhash.bytes = bytes.bytes;
        return true;
    });
    return ok && seen.all(hash | height);
}

bool read_fee(ondemand::value json, solana::PrioritizationFee& out) {
    constexpr unsigned slot = 1, fee = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (key == "slot") return seen.first(slot) && read_number(value, out.slot);
        if (key == "prioritizationFee") return seen.first(fee) && read_number(value, out.micro_lamports);
        return true;
    });
    return ok && seen.all(slot | fee);
}

}  // namespace

Reply<solana::LatestBlockhash> AnswerReader::latest_blockhash(std::string& body, std::uint64_t id) {
    return read<solana::LatestBlockhash>(body, id, [](ondemand::value result, solana::LatestBlockhash& out) {
        solana::Slot slot = 0;
        return read_at_slot(result, slot, [&](ondemand::value value) { return read_blockhash(value, out); });
    });
}

Reply<solana::BlockHeight> AnswerReader::block_height(std::string& body, std::uint64_t id) {
    return read<solana::BlockHeight>(body, id, &read_number);
}

Reply<std::vector<solana::PrioritizationFee>> AnswerReader::prioritization_fees(std::string& body, std::uint64_t id) {
    using Fees = std::vector<solana::PrioritizationFee>;
    return read<Fees>(body, id, [](ondemand::value result, Fees& out) {
        return for_each_element(result, [&](ondemand::value fee) { return read_fee(fee, out.emplace_back()); });
    });
}

Reply<std::string> AnswerReader::genesis_hash(std::string& body, std::uint64_t id) {
    return read<std::string>(body, id, [](ondemand::value result, std::string& out) {
        std::string_view text;
        if (!read_text(result, text)) return false;
        out = text;
        return solana::pubkey_from_base58(text).has_value();
    });
}

}  // namespace burner::upstreams
