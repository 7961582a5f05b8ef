#include "signing/random_scene.hpp"

#include <array>

#include "solana/programs/associated_token.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::signing {

namespace {

namespace ids = solana::ids;
namespace light = solana::light_token;
namespace token = solana::token;
using solana::Instruction;
using solana::Pubkey;

const Pubkey tree = key_of(40);

Pubkey leaf_address() {
    return solana::bubblegum::asset_address(tree, 7);
}

/// What requests are about: accounts, an asset, a leaf.
Pubkey any_address(Choices& choices) {
    const Pubkey addresses[] = {key_of(10), key_of(11), key_of(12), key_of(13), leaf_address(), mallory};
    return addresses[choices.below(std::size(addresses))];
}

Pubkey any_mint(Choices& choices) {
    return key_of(static_cast<std::uint8_t>(20 + choices.below(3)));
}

/// Mostly the wallet.
Pubkey any_owner(Choices& choices) {
    const Pubkey owners[] = {wallet, wallet, wallet, wallet, mallory, donation_wallet};
    return owners[choices.below(std::size(owners))];
}

const Pubkey& any_token_program(Choices& choices) {
    return choices.one_in(2) ? ids::token_2022 : ids::token;
}

std::uint64_t any_amount(Choices& choices) {
    constexpr std::uint64_t amounts[] = {1, 5, 0, 12, UINT64_MAX};
    return amounts[choices.below(std::size(amounts))];
}

base::Bytes any_bytes(Choices& choices, std::size_t max_bytes) {
    base::Bytes bytes(choices.below(max_bytes + 1));
    for (auto& byte : bytes) byte = choices.next();
    return bytes;
}

Instruction burn_nft(const Pubkey& mint, const Pubkey& account, const Pubkey& owner) {
    return solana::token_metadata::burn({.owner = owner,
                                         .mint = mint,
                                         .token_account = account,
                                         .token_program = ids::token,
                                         .standard = solana::TokenStandard::programmable_non_fungible});
}

Instruction burn_leaf(solana::BubblegumVersion version, const Pubkey& owner) {
    solana::bubblegum::Leaf leaf;
    leaf.version = version;
    leaf.tree = tree;
    leaf.nonce = 7;
    leaf.owner = leaf.delegate = owner;
    return solana::bubblegum::burn(leaf, {});
}

light::Spending spending(const Pubkey& mint, const Pubkey& owner, std::uint64_t amount) {
    return {.payer = owner,
            .token_program = ids::token,
            .tokens = {{.mint = mint, .owner = owner, .amount = amount, .tree = key_of(80), .queue = key_of(81)}},
            .withdrawals = {{light::find_pool(mint, 0), amount}}};
}

/// Bytes of any kind for a program that moves, freezes, delegates, wraps or reassigns.
Instruction anything(Choices& choices) {
    const Pubkey programs[] = {ids::token,      ids::token_2022, ids::system,        ids::token_metadata,
                               ids::core,       ids::bubblegum,  ids::light_token,   ids::associated_token,
                               ids::lighthouse, ids::spl_noop,   ids::compute_budget};
    Instruction instruction{programs[choices.below(std::size(programs))], {}, {}};
    for (std::size_t left = choices.below(6); left > 0; --left)
        instruction.accounts.push_back({choices.one_in(2) ? any_address(choices) : any_owner(choices), false, true});
    instruction.data = any_bytes(choices, 20);
    return instruction;
}

/// A change that an honest builder would not make.
void change(Instruction& instruction, Choices& choices) {
    auto& accounts = instruction.accounts;
    switch (choices.below(5)) {
        case 0:
            if (!accounts.empty()) accounts[choices.below(accounts.size())].key = any_address(choices);
            break;
        case 1:
            if (!accounts.empty()) accounts[choices.below(accounts.size())].key = any_owner(choices);
            break;
        case 2:
            if (!instruction.data.empty())
                instruction.data[choices.below(std::min<std::size_t>(instruction.data.size(), 256))] = choices.next();
            break;
        case 3: accounts.push_back({any_owner(choices), false, choices.one_in(2)}); break;
        default: instruction.data.push_back(choices.next()); break;
    }
}

RequestedItem any_item(Choices& choices) {
    constexpr const char* types[] = {"empty_account", "token", "nft", "fungible_asset", "cnft", "zk_compressed_token"};
    constexpr const char* actions[] = {"close", "burn", "withdraw_excess"};
    RequestedItem item{.type = types[choices.below(std::size(types))],
                       .address = solana::to_base58(any_address(choices)),
                       .action = actions[choices.below(std::size(actions))]};
    if (item.type == "empty_account" && item.action == "burn") item.action = "close";
    if (item.type != "empty_account" && item.action == "close") item.action = "burn";
    if (!choices.one_in(8)) item.expected_mint = solana::to_base58(any_mint(choices));
    if (!choices.one_in(8)) item.expected_balance = item.type == "nft" ? "1" : std::to_string(any_amount(choices));
    return item;
}

std::uint64_t reviewed_amount(const RequestedItem& item) {
    return item.expected_balance ? std::stoull(*item.expected_balance) : 1;
}

/// Makes what an honest server builds for the item.
std::vector<Instruction> honest(const RequestedItem& item, Choices& choices) {
    const Pubkey address = solana::pubkey_from_base58(item.address).value();
    const Pubkey mint = item.expected_mint ? solana::pubkey_from_base58(*item.expected_mint).value() : key_of(20);
    const Pubkey& program = any_token_program(choices);
    if (item.action == "withdraw_excess") return {token::withdraw_excess_lamports(program, address, wallet, wallet)};
    const Instruction close = token::close_account(program, address, wallet, wallet);
    if (item.action == "close") return {close};
    if (item.type == "cnft")
        return {burn_leaf(choices.one_in(2) ? solana::BubblegumVersion::v2 : solana::BubblegumVersion::v1, wallet)};
    if (item.type == "zk_compressed_token") return {light::burn(spending(mint, wallet, reviewed_amount(item)))};
    if (item.type == "nft" && !item.expected_mint) return {solana::core::burn(address, {}, wallet, {})};
    if (item.type == "nft" && choices.one_in(2)) return {burn_nft(mint, address, wallet)};
    return {token::burn_checked(program, address, mint, wallet, reviewed_amount(item), 0), close};
}

/// Mostly with limits and a fee that passes.
solana::MessageConfig any_header(Choices& choices) {
    constexpr std::uint64_t fees[] = {0, 5'000, 20'000, 100'001, UINT64_MAX};
    solana::MessageConfig header;
    if (!choices.one_in(4)) header.priority_fee = fees[choices.below(std::size(fees))];
    if (!choices.one_in(8)) header.unit_limit = choices.one_in(8) ? 1'400'001 : 200'000;
    if (!choices.one_in(8)) header.loaded_data_limit = 1'000'000;
    if (choices.one_in(8)) header.heap_size = 64 * 1024;
    return header;
}

/// Lets the sponsor pay, mostly where it may, and be repaid somewhere.
void sponsor_it(Scene& scene, Choices& choices) {
    constexpr const char* payers[] = {"sponsor", "auto", "sponsor", "wallet"};
    constexpr std::uint64_t amounts[] = {10'000, 15'000, 0, 200'000, UINT64_MAX};
    scene.options.fee_payer = solana::to_base58(sponsor);
    scene.request.fee_payer = payers[choices.below(std::size(payers))];
    if (!choices.one_in(6)) scene.payer = sponsor;
    for (std::size_t left = choices.one_in(8) ? 2 : 1; left > 0; --left) {
        const auto place = choices.one_in(6) ? choices.below(scene.instructions.size() + 1) : scene.instructions.size();
        scene.instructions.insert(
            scene.instructions.begin() + static_cast<std::ptrdiff_t>(place),
            solana::system::transfer(wallet, sponsor, base::Lamports{amounts[choices.below(std::size(amounts))]}));
    }
}

}  // namespace

Instruction random_instruction(Choices& choices) {
    const Pubkey address = any_address(choices), owner = any_owner(choices), mint = any_mint(choices);
    const Pubkey& program = any_token_program(choices);
    switch (choices.below(16)) {
        case 0: return token::close_account(program, address, any_owner(choices), owner);
        case 1: return token::burn_checked(program, address, mint, owner, any_amount(choices), 0);
        case 2: return token::revoke(program, address, owner);
        case 3: return token::harvest_withheld_to_mint(mint, std::array{address});
        case 4: return token::withdraw_excess_lamports(program, address, any_owner(choices), owner);
        case 5: return burn_nft(mint, address, owner);
        case 6: return solana::core::burn(address, {}, owner, {});
        case 7: return burn_leaf(solana::BubblegumVersion::v1, owner);
        case 8: return burn_leaf(solana::BubblegumVersion::v2, owner);
        case 9: return light::burn(spending(mint, owner, any_amount(choices)));
        case 10:
            return light::decompress(spending(mint, owner, any_amount(choices)),
                                     solana::associated_token_address(any_owner(choices), program, mint), 0);
        case 11: return solana::create_associated_token_account(wallet, owner, program, mint);
        case 12: return solana::system::transfer(wallet, any_owner(choices), base::Lamports{any_amount(choices)});
        case 13: return solana::compute_budget::set_unit_price(any_amount(choices));
        case 14: return solana::compute_budget::set_unit_limit(choices.next());
        default: return anything(choices);
    }
}

std::vector<Instruction> burning_instructions(const Pubkey& address) {
    std::vector<Instruction> all{burn_nft(key_of(20), address, wallet),
                                 solana::core::burn(address, {}, wallet, {}),
                                 burn_leaf(solana::BubblegumVersion::v1, wallet),
                                 burn_leaf(solana::BubblegumVersion::v2, wallet),
                                 light::burn(spending(key_of(20), wallet, 1)),
                                 light::decompress(spending(key_of(20), wallet, 1), address, 0)};
    for (const Pubkey* program : {&ids::token, &ids::token_2022}) {
        all.push_back(token::burn_checked(*program, address, key_of(20), wallet, 1, 0));
        Instruction unchecked = all.back();
        unchecked.data = {8, 1, 0, 0, 0, 0, 0, 0, 0};
        all.push_back(unchecked);
    }
    return all;
}

Scene random_scene(Choices& choices) {
    Scene scene;
    if (choices.one_in(3)) scene.donate(0.05);
    for (std::size_t left = 1 + choices.below(3); left > 0; --left) {
        scene.ask(any_item(choices));
        if (choices.one_in(6)) continue;  // left out
        for (Instruction& instruction : honest(scene.request.items.back(), choices))
            scene.instructions.push_back(std::move(instruction));
    }
    if (choices.one_in(3)) {
        const auto place = static_cast<std::ptrdiff_t>(choices.below(scene.instructions.size() + 1));
        scene.instructions.insert(scene.instructions.begin() + place, random_instruction(choices));
    }
    if (choices.one_in(4) && !scene.instructions.empty())
        change(scene.instructions[choices.below(scene.instructions.size())], choices);
    if (choices.one_in(4)) sponsor_it(scene, choices);
    if (choices.one_in(8)) scene.includes.pop_back();
    if (choices.one_in(3)) scene.header = any_header(choices);
    // Nobody else can be made to sign; the frame's own tests say what happens where somebody is.
    for (Instruction& instruction : scene.instructions)
        for (auto& account : instruction.accounts) account.is_signer = account.key == wallet;
    return scene;
}

}  // namespace burner::signing
