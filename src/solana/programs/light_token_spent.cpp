#include "solana/accounts/borsh_reader.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/light_encoding.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::solana::light_token {

namespace {

/// Reads an instruction's data and the accounts that it names by their index.
class Reader : public BorshReader {
  public:
    Reader(const Instruction& instruction, std::size_t fixed_accounts)
        : BorshReader(instruction.data), accounts_(instruction.accounts) {
        if (accounts_.size() < fixed_accounts) {
            fail();
        } else {
            accounts_ = accounts_.subspan(fixed_accounts);
        }
    }

    Pubkey account() {
        const auto index = integer<std::uint8_t>();
        if (index >= accounts_.size()) fail();
        return failed() ? Pubkey{} : accounts_[index].key;
    }
    /// Fails at any other value.
    template <class T>
    void expect(T value) {
        if (integer<T>() != value) fail();
    }
    void add(std::uint64_t& sum, std::uint64_t amount) {
        if (__builtin_add_overflow(sum, amount, &sum)) fail();
    }
    bool ends() const { return !failed() && left() == 0; }

  private:
    std::span<const AccountMeta> accounts_;
};

/// What an instruction spends, leaf by leaf.
struct LeavesOfInstruction {
    Spent spent{};
    std::vector<SpentLeaf> leaves{};
};

void read_place(Reader& in, SpentLeaf& leaf) {
    leaf.tree = in.account();
    in.account();  // queue
    leaf.index = in.integer<std::uint32_t>();
    in.boolean();
    in.integer<std::uint16_t>();
}

SpentLeaf read_burn_input(Reader& in) {
    SpentLeaf leaf{.amount = in.integer<std::uint64_t>()};
    in.optional([&] { return in.account(); });
    read_place(in, leaf);
    in.expect(none);  // lamports
    in.expect(none);  // TLV
    return leaf;
}

void add(Reader& in, SpentLeaf leaf, LeavesOfInstruction& spending) {
    in.add(spending.spent.amount, leaf.amount);
    spending.leaves.push_back(std::move(leaf));
}

std::optional<LeavesOfInstruction> read_burn(const Instruction& instruction) {
    Reader in{instruction, burn_accounts};
    for (const std::uint8_t byte : burn_discriminator) in.expect(byte);
    in.expect(static_cast<std::uint32_t>(in.left() - std::min(in.left(), sizeof(std::uint32_t))));
    in.take(sizeof(Proof));
    LeavesOfInstruction spending;
    Spent& spent = spending.spent;
    spent.tokens = in.length(burn_input_bytes);
    for (std::size_t i = 0; i < spent.tokens; ++i) add(in, read_burn_input(in), spending);
    in.expect(none);  // CPI context
    in.expect(spent.amount);
    in.expect(change_tree);
    in.expect(none);  // spent by a delegate
    if (!in.ends() || spent.tokens == 0) return std::nullopt;
    spent.mint = instruction.accounts[3].key;
    spent.owner = instruction.accounts[1].key;
    return spending;
}

/// The account where all withdrawals go, and its mint.
struct Destination {
    Pubkey mint;
    Pubkey account;

    bool operator==(const Destination&) const = default;
};

std::uint64_t read_withdrawal(Reader& in, std::optional<Destination>& destination) {
    in.expect(decompress_mode);
    const auto amount = in.integer<std::uint64_t>();
    Destination found;
    found.mint = in.account();
    found.account = in.account();
    if (destination.value_or(found) != found) in.fail();
    destination = found;
    in.expect(std::uint8_t{0});  // authority
    in.account();                // pool
    in.take(3);                  // its index and bump, decimals
    return amount;
}

SpentLeaf read_decompress_input(Reader& in, const Pubkey& mint, std::optional<Pubkey>& owner) {
    const Pubkey found = in.account();
    if (owner.value_or(found) != found) in.fail();
    owner = found;
    SpentLeaf leaf{.amount = in.integer<std::uint64_t>()};
    in.boolean();
    in.account();  // delegate
    if (in.account() != mint) in.fail();
    in.integer<std::uint8_t>();  // version
    read_place(in, leaf);
    return leaf;
}

std::optional<LeavesOfInstruction> read_decompress(const Instruction& instruction) {
    Reader in{instruction, transfer2_accounts};
    in.expect(transfer2);
    in.expect(std::uint32_t{0});
    in.account();  // output queue
    in.expect(any_top_up);
    in.expect(none);
    in.expect(some);
    std::optional<Destination> destination;
    std::uint64_t withdrawn = 0;
    for (std::size_t left = in.length(withdrawal_bytes); left > 0; --left)
        in.add(withdrawn, read_withdrawal(in, destination));
    if (!destination) return std::nullopt;
    in.optional([&] { return in.take(sizeof(Proof)); });
    LeavesOfInstruction spending{{destination->mint, 0, in.length(decompress_input_bytes), destination->account, {}}};
    Spent& spent = spending.spent;
    std::optional<Pubkey> owner;
    for (std::size_t i = 0; i < spent.tokens; ++i) add(in, read_decompress_input(in, spent.mint, owner), spending);
    spent.owner = owner.value_or(Pubkey{});
    in.expect(std::uint32_t{0});  // outputs
    in.expect(std::uint32_t{0});  // lamports and TLV of inputs and outputs: four times none
    if (!in.ends() || spent.tokens == 0 || spent.amount != withdrawn) return std::nullopt;
    return spending;
}

std::optional<LeavesOfInstruction> read(const Instruction& instruction) {
    if (instruction.program != ids::light_token || instruction.data.empty()) return std::nullopt;
    return instruction.data.front() == transfer2 ? read_decompress(instruction) : read_burn(instruction);
}

}  // namespace

std::optional<Spent> spent(const Instruction& instruction) {
    const auto found = read(instruction);
    return found ? std::optional{found->spent} : std::nullopt;
}

std::vector<SpentLeaf> spent_leaves(const Instruction& instruction) {
    return read(instruction).value_or(LeavesOfInstruction{}).leaves;
}

}  // namespace burner::solana::light_token
