#include <algorithm>
#include <stdexcept>

#include "solana/key_set.hpp"
#include "solana/message.hpp"

namespace burner::solana {

namespace {

/// A key's place in the message: the payer, then the four classes, then raw bytes.
struct Place {
    std::uint8_t rank;
    std::uint8_t index;  ///< in the key set
    std::uint64_t head;  ///< the key's first bytes as a number: settles nearly every comparison
};

std::uint8_t rank_of(const KeySet::Entry& entry) {
    return static_cast<std::uint8_t>(1 + (entry.is_signer ? 0 : 2) + (entry.is_writable ? 0 : 1));
}

struct Order {
    std::array<Place, KeySet::capacity> places;
    std::array<std::uint8_t, KeySet::capacity> position;  ///< key set index -> message index
};

Order order_of(const KeySet& keys) {
    Order order;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto head = base::read_le<std::uint64_t>(keys[i].key.bytes, 0);
        order.places[i] = {i == 0 ? std::uint8_t{0} : rank_of(keys[i]), static_cast<std::uint8_t>(i),
                           __builtin_bswap64(head)};
    }
    std::sort(order.places.begin(), order.places.begin() + keys.size(), [&](const Place& a, const Place& b) {
        if (a.rank != b.rank) return a.rank < b.rank;
        if (a.head != b.head) return a.head < b.head;
        return keys[a.index].key < keys[b.index].key;
    });
    for (std::size_t i = 0; i < keys.size(); ++i) order.position[order.places[i].index] = static_cast<std::uint8_t>(i);
    return order;
}

std::uint8_t insert(KeySet& keys, const Pubkey& key, bool is_signer, bool is_writable) {
    const auto index = keys.insert(key, is_signer, is_writable);
    if (!index) throw std::length_error("a message holds at most 64 keys");
    return static_cast<std::uint8_t>(*index);
}

/// Compiles with indices into the key set for now; `compile` turns them into places.
CompiledInstruction gather(KeySet& keys, const Instruction& instruction) {
    if (instruction.data.size() > 0xffff || instruction.accounts.size() > 0xffff)
        throw std::length_error("an instruction holds at most 65535 accounts and 65535 bytes");
    CompiledInstruction compiled{insert(keys, instruction.program, false, false), {}, instruction.data};
    compiled.accounts.reserve(instruction.accounts.size());
    for (const AccountMeta& account : instruction.accounts)
        compiled.accounts.push_back(insert(keys, account.key, account.is_signer, account.is_writable));
    return compiled;
}

void count(Message& message, const Place& place) {
    message.required_signatures += place.rank <= 2;
    message.readonly_signed += place.rank == 2;
    message.readonly_unsigned += place.rank == 4;
}

}  // namespace

Message compile(const Pubkey& payer, std::span<const Instruction> instructions, const Blockhash& blockhash,
                const MessageConfig& config) {
    if (std::ranges::any_of(instructions, [](const Instruction& one) { return one.accounts.size() > 0xff; }))
        throw std::length_error("an instruction of version 1 holds at most 255 accounts");
    Message message = compile(payer, instructions, blockhash);
    message.version = MessageVersion::v1;
    message.config = config;
    return message;
}

Message compile(const Pubkey& payer, std::span<const Instruction> instructions, const Blockhash& blockhash) {
    Message message;
    message.blockhash = blockhash;
    message.instructions.reserve(instructions.size());
    KeySet keys;
    keys.insert(payer, true, true);
    for (const Instruction& instruction : instructions) message.instructions.push_back(gather(keys, instruction));

    const Order order = order_of(keys);
    message.keys.reserve(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        message.keys.push_back(keys[order.places[i].index].key);
        count(message, order.places[i]);
    }
    for (CompiledInstruction& instruction : message.instructions) {
        instruction.program_index = order.position[instruction.program_index];
        for (std::uint8_t& account : instruction.accounts) account = order.position[account];
    }
    return message;
}

std::vector<Instruction> decompile(const Message& message) {
    if (!message.lookups.empty()) throw std::invalid_argument("a message with lookups cannot be decompiled");
    std::vector<Instruction> instructions;
    instructions.reserve(message.instructions.size());
    for (const CompiledInstruction& compiled : message.instructions) {
        Instruction& instruction = instructions.emplace_back();
        instruction.program = message.keys.at(compiled.program_index);
        instruction.data = compiled.data;
        instruction.accounts.reserve(compiled.accounts.size());
        for (const std::uint8_t account : compiled.accounts)
            instruction.accounts.push_back(
                {message.keys.at(account), message.is_signer(account), message.is_writable(account)});
    }
    return instructions;
}

}  // namespace burner::solana
