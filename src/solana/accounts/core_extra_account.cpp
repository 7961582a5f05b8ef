#include "solana/accounts/core_extra_account.hpp"

#include "solana/pda.hpp"

namespace burner::solana {

namespace {

using Kind = CoreExtraAccount::Kind;
using Seed = CoreExtraAccount::Seed;

/// More seeds derive no address.
constexpr std::size_t max_extra_seeds = 16;

Seed read_seed(BorshReader& in) {
    Seed seed{Seed::Kind{in.tag(static_cast<std::uint8_t>(Seed::Kind::bytes))}, {}};
    base::ByteView bytes;
    if (seed.kind == Seed::Kind::address) bytes = in.take(sizeof(Pubkey));
    if (seed.kind == Seed::Kind::bytes) bytes = in.bytes();
    seed.bytes.assign(bytes.begin(), bytes.end());
    return seed;
}

std::optional<base::ByteView> bytes_of(const Seed& seed, const CoreBurnContext& context) {
    switch (seed.kind) {
        case Seed::Kind::collection:
            if (!context.collection) return std::nullopt;
            return context.collection->view();
        case Seed::Kind::owner: return context.owner.view();
        case Seed::Kind::recipient: return std::nullopt;
        case Seed::Kind::asset: return context.asset.view();
        case Seed::Kind::address:
        case Seed::Kind::bytes: return base::ByteView{seed.bytes};
    }
    return std::nullopt;
}

std::optional<Pubkey> found(std::span<const base::ByteView> seeds, const Pubkey& program) {
    const auto address = find_program_address(seeds, program);
    if (!address) return std::nullopt;
    return address->address;
}

std::optional<Pubkey> custom(const CoreExtraAccount& account, const Pubkey& program, const CoreBurnContext& context) {
    std::vector<base::ByteView> seeds;
    for (const Seed& seed : account.seeds) {
        const auto bytes = bytes_of(seed, context);
        if (!bytes) return std::nullopt;
        seeds.push_back(*bytes);
    }
    return found(seeds, account.program.value_or(program));
}

/// Returns the seed behind "mpl-core" in a derivation that Core itself names.
std::optional<Seed::Kind> seed_of(Kind kind) {
    switch (kind) {
        case Kind::collection: return Seed::Kind::collection;
        case Kind::owner: return Seed::Kind::owner;
        case Kind::recipient: return Seed::Kind::recipient;
        case Kind::asset: return Seed::Kind::asset;
        case Kind::program:
        case Kind::custom:
        case Kind::address: break;
    }
    return std::nullopt;
}

}  // namespace

CoreExtraAccount read_core_extra_account(BorshReader& in) {
    CoreExtraAccount account;
    account.kind = Kind{in.tag(static_cast<std::uint8_t>(Kind::address))};
    if (account.kind == Kind::custom) {
        std::size_t left = in.length(1);
        if (left > max_extra_seeds) in.fail();
        for (; left > 0 && !in.failed(); --left) account.seeds.push_back(read_seed(in));
        account.program = in.optional([&] { return in.key(); });
    }
    if (account.kind == Kind::address) account.address = in.key();
    in.boolean();  // signs and
    in.boolean();  // is writable, which Core does not ask for
    return account;
}

std::optional<Pubkey> derive_for_burn(const CoreExtraAccount& account, const Pubkey& program,
                                      const CoreBurnContext& context) {
    if (account.kind == Kind::address) return account.address;
    if (account.kind == Kind::custom) return custom(account, program, context);
    std::vector<base::ByteView> seeds{base::as_bytes("mpl-core")};
    if (const auto kind = seed_of(account.kind)) {
        const auto bytes = bytes_of({*kind, {}}, context);  // views into the context
        if (!bytes) return std::nullopt;
        seeds.push_back(*bytes);
    }
    return found(seeds, program);
}

}  // namespace burner::solana
