#include <stdexcept>

#include <simdjson.h>

#include "differential/words.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/programs/token.hpp"

/// Builds burns of compressed tokens for light.mjs and for the system tests: for each line of JSON one line of
/// instructions. One with "decimals" is burnt by way of the owner's associated token account, any other with the
/// program's `burn`.
namespace burner::solana {
namespace {

using Json = simdjson::dom::element;

Pubkey key(Json json) {
    const auto parsed = pubkey_from_base58(json.get_string().value());
    if (!parsed) throw std::invalid_argument("no address");
    return *parsed;
}

template <class T>
T number(Json json) {
    return static_cast<T>(json.get_uint64().value());
}

light_token::CompressedToken token_from(Json json) {
    const auto version = light_token::version_of(json["discriminator"].get_uint64());
    if (!version) throw std::invalid_argument("no discriminator of token data");
    light_token::CompressedToken token{key(json["mint"]), key(json["owner"]), number<std::uint64_t>(json["amount"])};
    if (!json["delegate"].is_null()) token.delegate = key(json["delegate"]);
    token.version = *version;
    token.tree = key(json["tree"]);
    token.queue = key(json["queue"]);
    token.leaf_index = number<std::uint32_t>(json["leafIndex"]);
    token.root_index = number<std::uint16_t>(json["rootIndex"]);
    token.is_proved_by_index = json["proveByIndex"].get_bool();
    return token;
}

light_token::Spending spending_from(Json json) {
    light_token::Spending spending{key(json["payer"]), key(json["tokenProgram"]), {}, {}, {}};
    for (const Json token : json["tokens"].get_array()) spending.tokens.push_back(token_from(token));
    if (!json["proof"].is_null()) {
        const base::Bytes bytes = from_hex(json["proof"].get_string().value());
        std::ranges::copy(bytes, spending.proof.emplace().begin());
    }
    std::vector<light_token::PoolAmount> balances;
    for (const Json pool : json["pools"].get_array())
        balances.push_back({light_token::find_pool(spending.tokens.front().mint, number<std::uint8_t>(pool["index"])),
                            number<std::uint64_t>(pool["balance"])});
    const auto total = light_token::total_amount(spending.tokens);
    spending.withdrawals = light_token::withdraw(balances, total.value()).value();
    return spending;
}

/// Moves the tokens to the owner's account of the mint, which is made for this and closed again, and from there out
/// of the supply.
std::vector<Instruction> burn_decompressed(const light_token::Spending& spending, std::uint8_t decimals) {
    const Pubkey& program = spending.token_program;
    const Pubkey& owner = spending.tokens.front().owner;
    const Pubkey& mint = spending.tokens.front().mint;
    const Pubkey account = associated_token_address(owner, program, mint);
    const std::uint64_t amount = light_token::total_amount(spending.tokens).value();
    return {create_associated_token_account(spending.payer, owner, program, mint),
            light_token::decompress(spending, account, decimals),
            token::burn_checked(program, account, mint, owner, amount, decimals),
            token::close_account(program, account, spending.payer, owner)};
}

std::vector<Instruction> instructions_of(Json json) {
    const light_token::Spending spending = spending_from(json);
    if (json["decimals"].is_null()) return {light_token::burn(spending)};
    return burn_decompressed(spending, number<std::uint8_t>(json["decimals"]));
}

}  // namespace
}  // namespace burner::solana

int main() {
    simdjson::dom::parser parser;
    return burner::solana::answer_lines([&](const std::string& line) {
        std::string answer;
        for (const auto& instruction : burner::solana::instructions_of(parser.parse(line)))
            answer += (answer.empty() ? "" : " ") + burner::solana::text_of(instruction);
        return answer;
    });
}
