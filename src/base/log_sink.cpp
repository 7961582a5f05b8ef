#include "base/log_sink.hpp"

#include <cerrno>

#include <unistd.h>

namespace burner::base {

namespace {

constexpr std::size_t block_bytes = 64 * 1024;

}  // namespace

BlockSink::~BlockSink() {
    BlockSink::flush_();
}

void BlockSink::sink_it_(const spdlog::details::log_msg& message) {
    block_.append(message.payload.data(), message.payload.size());
    block_ += '\n';
    if (block_.size() >= block_bytes) flush_();
}

/// Writes the block. What cannot be written (closed pipe, full disk) is dropped: it must not stop the server.
void BlockSink::flush_() {
    std::size_t written = 0;
    while (written < block_.size()) {
        const ssize_t count = ::write(descriptor_, block_.data() + written, block_.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        written += static_cast<std::size_t>(count);
    }
    block_.clear();
}

}  // namespace burner::base
