#pragma once

#include <mutex>
#include <string>

#include <spdlog/sinks/base_sink.h>

namespace burner::base {

/// A sink that writes lines to a file descriptor in blocks of about 64 KB, so that a log line costs a request no
/// system call. spdlog flushes it once a second, and at once for warnings and errors.
class BlockSink final : public spdlog::sinks::base_sink<std::mutex> {
  public:
    explicit BlockSink(int descriptor) : descriptor_(descriptor) {}
    ~BlockSink() override;

  private:
    void sink_it_(const spdlog::details::log_msg& message) override;
    void flush_() override;

    const int descriptor_;
    std::string block_;
};

}  // namespace burner::base
